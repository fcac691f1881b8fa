import { useAccess } from "@keycloak/keycloak-admin-ui";
import {
  Badge,
  Button,
  MenuToggle,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import { SyncAltIcon } from "@patternfly/react-icons";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { type ApiToken, isRevocable } from "../rest/apiToken";
import { isFiltered, revocable, type TokenFilter } from "../rest/filter";
import { ColumnPicker } from "./ColumnPicker";
import type { Column, Columns } from "./columns";
import { conditionsOf } from "./conditions";
import { MoreActions } from "./MoreActions";
import type { Revocation } from "./revocation";
import { SearchFilter } from "./TypedFilter";

type TokenToolbarProps = PropsWithChildren<{
  filter: TokenFilter;
  tokens: ApiToken[];
  selected: ApiToken[];
  columns: Columns;
  isFilterOpen: boolean;
  onSearch: (search: string) => void;
  onFilterOpen: (isOpen: boolean) => void;
  onColumn: (column: Column) => void;
  onCreate: () => void;
  onExport: () => void;
  onRefresh: () => void;
  onRevoke: (revocation: Revocation) => void;
}>;

/** Above the list, in one line: what to look for, and what can be done, by those who may. Below it is the page. */
export const TokenToolbar = ({
  filter,
  tokens,
  selected,
  columns,
  isFilterOpen,
  onSearch,
  onFilterOpen,
  onColumn,
  onCreate,
  onExport,
  onRefresh,
  onRevoke,
  children,
}: TokenToolbarProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const matching = tokens.some(isRevocable) ? revocable(filter) : undefined;
  const narrowed = conditionsOf({ ...filter, search: "" }).length;

  return (
    <Toolbar inset={{ default: "insetNone" }} className="pf-v5-u-py-md">
      <ToolbarContent>
        <ToolbarItem className="api-tokens-search">
          <SearchFilter
            id="filter-search"
            label={t("apiTokensSearch")}
            help={t("apiTokensSearchHelp")}
            value={filter.search}
            onChange={onSearch}
          />
        </ToolbarItem>
        <ToolbarItem>
          <MenuToggle
            isExpanded={isFilterOpen}
            onClick={() => onFilterOpen(!isFilterOpen)}
            badge={narrowed > 0 && <Badge isRead>{narrowed}</Badge>}
            data-testid="filters"
          >
            {t("apiTokensFilters")}
          </MenuToggle>
        </ToolbarItem>
        <ToolbarItem>{action()}</ToolbarItem>
        <ToolbarItem spacer={{ default: "spacerNone" }}>
          <ColumnPicker shown={columns} onChange={onColumn} />
        </ToolbarItem>
        <ToolbarItem spacer={{ default: "spacerNone" }}>
          <Button
            variant="plain"
            aria-label={t("apiTokensRefresh")}
            onClick={onRefresh}
            data-testid="refresh"
          >
            <SyncAltIcon aria-hidden />
          </Button>
        </ToolbarItem>
        <ToolbarItem spacer={{ default: "spacerSm" }}>
          <MoreActions
            onExport={onExport}
            onRevoke={matching && (() => onRevoke({ kind: "matching", filter: matching }))}
            revokeLabel={t(isFiltered(filter) ? "apiTokensRevokeMatching" : "apiTokensRevokeAll")}
          />
        </ToolbarItem>
        <ToolbarItem variant="pagination" align={{ default: "alignRight" }}>
          {children}
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );

  /** As long as something is selected, it is about that. */
  function action() {
    if (selected.length > 0) {
      return (
        // Another button than the one in its place: a dialog gives the focus back to no button that is gone.
        <Button
          key="revoke"
          variant="secondary"
          isDanger
          onClick={() => onRevoke({ kind: "selected", tokens: selected })}
          data-testid="revoke-selected"
        >
          {t("apiTokensRevokeSelected", { count: selected.length })}
        </Button>
      );
    }
    return (
      hasAccess("manage-clients") && (
        <Button key="create" onClick={onCreate} data-testid="create-machine-token">
          {t("apiTokensCreateMachine")}
        </Button>
      )
    );
  }
};

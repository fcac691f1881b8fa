import { Button, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { type ApiToken, isRevocable } from "../rest/apiToken";
import { isFiltered, revocable, type TokenFilter } from "../rest/filter";
import type { Revocation } from "./revocation";

type RevokeActionsProps = PropsWithChildren<{
  filter: TokenFilter;
  tokens: ApiToken[];
  selected: ApiToken[];
  onRevoke: (revocation: Revocation) => void;
}>;

/** Above the table: what can be done with many tokens, for those who may. */
export const RevokeActions = ({
  filter,
  tokens,
  selected,
  onRevoke,
  children,
}: RevokeActionsProps) => {
  const { t } = useTranslation();
  const matching = revocable(filter);

  return (
    <Toolbar inset={{ default: "insetNone" }}>
      <ToolbarContent>
        {tokens.some(isRevocable) && (
          <>
            <ToolbarItem>
              <Button
                variant="secondary"
                isDanger
                isDisabled={selected.length === 0}
                onClick={() => onRevoke({ kind: "selected", tokens: selected })}
                data-testid="revoke-selected"
              >
                {t("apiTokensRevokeSelected", { count: selected.length })}
              </Button>
            </ToolbarItem>
            {matching && (
              <ToolbarItem>
                <Button
                  variant="link"
                  isDanger
                  onClick={() => onRevoke({ kind: "matching", filter: matching })}
                  data-testid="revoke-matching"
                >
                  {t(isFiltered(filter) ? "apiTokensRevokeMatching" : "apiTokensRevokeAll")}
                </Button>
              </ToolbarItem>
            )}
          </>
        )}
        <ToolbarItem variant="pagination" align={{ default: "alignRight" }}>
          {children}
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
};

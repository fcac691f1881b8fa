import "./api-tokens.css";

import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Button, Checkbox } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import { dateLocale, shortDate } from "../../../../shared/ui/dates";
import { type ApiToken, isRevocable, isRotatable } from "../rest/apiToken";
import { sortKeys, type TokenPage } from "../rest/filter";
import { LastUse } from "./LastUse";
import { PersonLink } from "./PersonLink";
import { StatusLabel } from "./StatusLabel";

type Selection = ReadonlyMap<string, ApiToken>;

type TokenTableProps = {
  tokens: ApiToken[];
  page: TokenPage;
  isBusy: boolean;
  selected: Selection;
  onSelect: (selected: Selection) => void;
  onSort: (order: Pick<TokenPage, "page" | "sort" | "direction">) => void;
  onDetails: (token: ApiToken) => void;
  onRotate: (token: ApiToken) => void;
  onRevoke: (token: ApiToken) => void;
};

/** A page of tokens. Those that the admin may revoke can be selected, on several pages. */
export const TokenTable = ({
  tokens,
  page,
  isBusy,
  selected,
  onSelect,
  onSort,
  onDetails,
  onRotate,
  onRevoke,
}: TokenTableProps) => {
  const { t, i18n } = useTranslation();
  const { realm } = useRealm();
  const locale = dateLocale(i18n.language);
  const revocable = tokens.filter(isRevocable);
  const hasActions = revocable.length > 0 || tokens.some(isRotatable);

  const columns = {
    person: t("apiTokensPerson"),
    name: t("apiTokensName"),
    hint: t("apiTokensHint"),
    createdAt: t("apiTokensCreatedAt"),
    expiresAt: t("apiTokensExpiresAt"),
    lastUsedAt: t("apiTokensLastUsedAt"),
    status: t("apiTokensStatus"),
  };

  function select(changed: ApiToken[], isSelected: boolean) {
    const selection = new Map(selected);
    for (const token of changed) {
      if (isSelected) {
        selection.set(token.id, token);
      } else {
        selection.delete(token.id);
      }
    }
    onSelect(selection);
  }

  const sortBy = (key: TokenPage["sort"]) => ({
    columnIndex: sortKeys.indexOf(key),
    sortBy: { index: sortKeys.indexOf(page.sort), direction: page.direction },
    onSort: (_: unknown, __: number, direction: TokenPage["direction"]) =>
      onSort({ page: 1, sort: key, direction }),
  });

  return (
    <Table aria-label={t("apiTokensTokens")} aria-busy={isBusy} variant="compact">
      <Thead>
        <Tr>
          {revocable.length > 0 && (
            <Th className="pf-v5-c-table__check">
              <Checkbox
                id="select-page"
                aria-label={t("apiTokensSelectPage")}
                isChecked={revocable.every(({ id }) => selected.has(id))}
                onChange={(_, isChecked) => select(revocable, isChecked)}
              />
            </Th>
          )}
          <Th>{columns.person}</Th>
          <Th modifier="wrap" sort={sortBy("name")}>
            {columns.name}
          </Th>
          <Th>{columns.hint}</Th>
          <Th modifier="wrap" sort={sortBy("createdAt")}>
            {columns.createdAt}
          </Th>
          <Th modifier="wrap" sort={sortBy("expiresAt")}>
            {columns.expiresAt}
          </Th>
          <Th modifier="wrap" sort={sortBy("lastUsedAt")}>
            {columns.lastUsedAt}
          </Th>
          <Th>{columns.status}</Th>
          {hasActions && <Th screenReaderText={t("apiTokensActions")} />}
        </Tr>
      </Thead>
      <Tbody>
        {tokens.map((token) => (
          <Tr key={token.id} data-testid="token-row">
            {revocable.length > 0 && (
              <Td className="pf-v5-c-table__check">
                {isRevocable(token) && (
                  <Checkbox
                    id={`select-${token.id}`}
                    aria-label={t("apiTokensSelectRow", { name: token.name })}
                    isChecked={selected.has(token.id)}
                    onChange={(_, isChecked) => select([token], isChecked)}
                  />
                )}
              </Td>
            )}
            <Td dataLabel={columns.person} className="api-tokens-long">
              <PersonLink realm={realm} token={token} />
            </Td>
            <Td dataLabel={columns.name} className="api-tokens-long">
              <Button
                variant="link"
                isInline
                onClick={() => onDetails(token)}
                aria-haspopup="dialog"
                data-testid="details"
              >
                {token.name}
              </Button>
              {token.description && (
                <small className="api-tokens-description">{token.description}</small>
              )}
            </Td>
            <Td dataLabel={columns.hint} modifier="nowrap">
              <code>{token.hint}</code>
            </Td>
            <Td dataLabel={columns.createdAt}>{shortDate(new Date(token.createdAt), locale)}</Td>
            <Td dataLabel={columns.expiresAt}>
              {token.expiresAt ? shortDate(new Date(token.expiresAt), locale) : t("apiTokensNever")}
            </Td>
            <Td dataLabel={columns.lastUsedAt}>
              <LastUse token={token} />
            </Td>
            <Td dataLabel={columns.status}>
              <span>
                <StatusLabel {...token} />
              </span>
            </Td>
            {hasActions && (
              <Td isActionCell modifier="nowrap">
                {isRotatable(token) && (
                  <Button
                    variant="link"
                    isInline
                    className="pf-v5-u-mr-md"
                    aria-label={t("apiTokensRotateWhat", { name: token.name })}
                    onClick={() => onRotate(token)}
                    data-testid="rotate"
                  >
                    {t("apiTokensRotate")}
                  </Button>
                )}
                {isRevocable(token) && (
                  <Button
                    variant="link"
                    isDanger
                    isInline
                    aria-label={t("apiTokensRevokeWhat", { name: token.name })}
                    onClick={() => onRevoke(token)}
                    data-testid="revoke"
                  >
                    {t("apiTokensRevoke")}
                  </Button>
                )}
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

import "./api-tokens.css";

import { Button, Checkbox } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import { type ApiToken, isRevocable, isRotatable } from "../rest/apiToken";
import { sortKeys, type TokenPage } from "../rest/filter";
import { type Column, columnMessages, columns, type Columns } from "./columns";
import { TokenCell } from "./TokenCell";

type Selection = ReadonlyMap<string, ApiToken>;

type TokenTableProps = {
  tokens: ApiToken[];
  page: TokenPage;
  shown: Columns;
  isBusy: boolean;
  selected: Selection;
  onSelect: (selected: Selection) => void;
  onSort: (order: Pick<TokenPage, "page" | "sort" | "direction">) => void;
  onDetails: (token: ApiToken) => void;
  onRotate: (token: ApiToken) => void;
  onRevoke: (token: ApiToken) => void;
};

const sortKeyOf = (column: Column) => sortKeys.find((key) => key === column);

/** What may be as long as somebody likes. */
const long: readonly Column[] = ["person", "name", "access", "createdWith", "revokedBy", "reason"];

/** A page of tokens. Those that the admin may revoke can be selected, on several pages. */
export const TokenTable = ({
  tokens,
  page,
  shown,
  isBusy,
  selected,
  onSelect,
  onSort,
  onDetails,
  onRotate,
  onRevoke,
}: TokenTableProps) => {
  const { t } = useTranslation();
  const revocable = tokens.filter(isRevocable);
  const hasActions = revocable.length > 0 || tokens.some(isRotatable);

  const told = columns.filter((column) => shown.has(column));

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
          {told.map((column) => {
            const key = sortKeyOf(column);
            return (
              <Th key={column} modifier="wrap" sort={key && sortBy(key)}>
                {t(columnMessages[column])}
              </Th>
            );
          })}
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
            {told.map((column) => (
              <Td
                key={column}
                dataLabel={t(columnMessages[column])}
                className={long.includes(column) ? "api-tokens-long" : undefined}
                modifier={column === "hint" || column === "lastAddress" ? "nowrap" : undefined}
              >
                <TokenCell column={column} token={token} onDetails={onDetails} />
              </Td>
            ))}
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

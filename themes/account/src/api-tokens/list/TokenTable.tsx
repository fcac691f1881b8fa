import "@patternfly/react-styles/css/components/Table/table-grid.css";
import "@patternfly/react-styles/css/components/Table/table.css";

import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { dateLocale } from "../../../../shared/ui/dates";
import { usePagePath } from "../../shell/usePagePath";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { AccessText } from "./AccessText";
import { Expires } from "./Expires";
import { LastUse } from "./LastUse";
import { RowActions } from "./RowActions";
import { actionsOf, type TokenAction } from "./tokenActions";

type TokenTableProps = {
  /** The table's name for those who can't see where it stands. */
  label: string;
  tokens: ApiToken[];
  now: Date;
  onAction: (action: TokenAction, token: ApiToken) => void;
};

/**
 * Tokens in the order given. PatternFly's table by its markup: its React component would weigh more than the rest of this
 * page.
 */
export const TokenTable = ({ label, tokens, now, onAction }: TokenTableProps) => {
  const { t, i18n } = useTranslation();
  const { limits, servers } = useApiTokens();
  const page = usePagePath();
  const locale = dateLocale(i18n.language);
  const columns = {
    name: t("apiTokensName"),
    access: t("apiTokensAccess"),
    expires: t("apiTokensExpires"),
    lastUsed: t("apiTokensLastUsed"),
  };

  return (
    <table
      className="pf-v5-c-table pf-m-grid-lg pf-m-compact api-tokens-table"
      aria-label={label}
      role="table"
    >
      <thead className="pf-v5-c-table__thead" role="rowgroup">
        <tr className="pf-v5-c-table__tr" role="row">
          {Object.entries(columns).map(([key, column]) => (
            <th key={key} className="pf-v5-c-table__th pf-m-wrap" scope="col" role="columnheader">
              {column}
            </th>
          ))}
          <th className="pf-v5-c-table__th api-tokens-kebab" scope="col" role="columnheader">
            <span className="pf-v5-u-screen-reader">{t("apiTokensActions")}</span>
          </th>
        </tr>
      </thead>
      <tbody className="pf-v5-c-table__tbody" role="rowgroup">
        {tokens.map((token) => {
          const actions = actionsOf(token, limits, servers);
          return (
            <tr key={token.id} className="pf-v5-c-table__tr" role="row" data-testid="token-row">
              <Cell column={columns.name} className="api-tokens-name">
                <Link to={`${page}/${token.id}`}>
                  <bdi>{token.name}</bdi>
                </Link>
                {token.description && (
                  <small className="api-tokens-aside">
                    <bdi>{token.description}</bdi>
                  </small>
                )}
                <small className="api-tokens-aside">
                  <code>{token.hint}</code>
                </small>
              </Cell>
              <Cell column={columns.access}>
                <AccessText token={token} />
              </Cell>
              <Cell column={columns.expires}>
                <Expires token={token} now={now} locale={locale} />
              </Cell>
              <Cell column={columns.lastUsed}>
                <LastUse token={token} now={now} locale={locale} />
              </Cell>
              <Cell className="pf-v5-c-table__action">
                {actions.length > 0 && (
                  <RowActions token={token} actions={actions} onAction={onAction} />
                )}
              </Cell>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

type CellProps = PropsWithChildren<{
  /** The column's name, which a narrow screen shows in the cell. */
  column?: string;
  className?: string;
}>;

const Cell = ({ column, className = "", children }: CellProps) => (
  <td className={`pf-v5-c-table__td ${className}`.trim()} role="cell" data-label={column}>
    {children}
  </td>
);

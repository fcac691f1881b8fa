import "@patternfly/react-styles/css/components/Table/table-grid.css";
import "@patternfly/react-styles/css/components/Table/table.css";

import { Button } from "@patternfly/react-core";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { dateLocale, relativeTime, shortDate } from "../../../../shared/ui/dates";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { AccessText } from "./AccessText";
import { Expires } from "./Expires";
import { actionMessages, actionsOf, type TokenAction } from "./tokenActions";
import { Uses } from "./Uses";

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
  const rows = tokens.map((token) => ({ token, actions: actionsOf(token, limits.enabled) }));
  const hasActions = rows.some(({ actions }) => actions.length > 0);
  const locale = dateLocale(i18n.language);
  const columns = {
    name: t("apiTokensName"),
    hint: t("apiTokensHint"),
    access: t("apiTokensAccess"),
    created: t("apiTokensCreatedAt"),
    expires: t("apiTokensExpires"),
    lastUsed: t("apiTokensLastUsed"),
  };

  function lastUse({ lastUsedAt, lastUsedBy }: ApiToken) {
    if (!lastUsedAt) {
      return t("apiTokensNever");
    }
    const when = relativeTime(new Date(lastUsedAt), now, locale);
    const server = servers.find(({ id }) => id === lastUsedBy)?.name ?? lastUsedBy;
    return server ? t("apiTokensLastUse", { when, server }) : when;
  }

  return (
    <table className="pf-v5-c-table pf-m-grid-lg pf-m-compact" aria-label={label} role="table">
      <thead className="pf-v5-c-table__thead" role="rowgroup">
        <tr className="pf-v5-c-table__tr" role="row">
          {Object.entries(columns).map(([key, column]) => (
            <th key={key} className="pf-v5-c-table__th pf-m-wrap" scope="col" role="columnheader">
              {column}
            </th>
          ))}
          {hasActions && (
            <th className="pf-v5-c-table__th" scope="col" role="columnheader">
              <span className="pf-v5-u-screen-reader">{t("apiTokensActions")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody className="pf-v5-c-table__tbody" role="rowgroup">
        {rows.map(({ token, actions }) => (
          <tr key={token.id} className="pf-v5-c-table__tr" role="row" data-testid="token-row">
            <Cell column={columns.name} className="api-tokens-name">
              <bdi>{token.name}</bdi>
              {token.description && (
                <small className="api-tokens-description">{token.description}</small>
              )}
            </Cell>
            <Cell column={columns.hint}>
              <code>{token.hint}</code>
            </Cell>
            <Cell column={columns.access}>
              <AccessText token={token} />
            </Cell>
            <Cell column={columns.created}>
              <time dateTime={token.createdAt}>{shortDate(new Date(token.createdAt), locale)}</time>
            </Cell>
            <Cell column={columns.expires}>
              <Expires token={token} now={now} locale={locale} />
            </Cell>
            <Cell column={columns.lastUsed}>
              {lastUse(token)}
              {token.uses.length > 0 && <Uses uses={token.uses} now={now} locale={locale} />}
            </Cell>
            {hasActions && (
              <Cell>
                <div className="api-tokens-actions">
                  {actions.map((action) => (
                    <Button
                      key={action}
                      variant="link"
                      isInline
                      isDanger={action === "revoke"}
                      aria-label={t(actionMessages[action].what, { name: token.name })}
                      onClick={() => onAction(action, token)}
                      data-testid={action}
                    >
                      {t(actionMessages[action].label)}
                    </Button>
                  ))}
                </div>
              </Cell>
            )}
          </tr>
        ))}
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

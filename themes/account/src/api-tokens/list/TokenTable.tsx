import "@patternfly/react-styles/css/components/Table/table-grid.css";
import "@patternfly/react-styles/css/components/Table/table.css";

import { Badge, Button } from "@patternfly/react-core";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { distinctScopes, isFull, serversOf } from "../create/access";
import type { ApiToken, ResourceServer } from "../rest/apiTokens";
import { dateLocale, isSoon, relativeTime, shortDate } from "../../../../shared/ui/dates";

type TokenTableProps = {
  /** The table's name for those who can't see where it stands. */
  label: string;
  tokens: ApiToken[];
  servers: ResourceServer[];
  now: Date;
  onRename?: (token: ApiToken) => void;
  onNarrow?: (token: ApiToken) => void;
  onRotate?: (token: ApiToken) => void;
  onRevoke?: (token: ApiToken) => void;
};

/**
 * Tokens in the order given; those that can be changed when there is somebody to tell. PatternFly's table by its markup:
 * its React component would weigh more than the rest of this page.
 */
export const TokenTable = ({
  label,
  tokens,
  servers,
  now,
  onRename,
  onNarrow,
  onRotate,
  onRevoke,
}: TokenTableProps) => {
  const { t, i18n } = useTranslation();
  const locale = dateLocale(i18n.language);
  const columns = {
    name: t("apiTokensName"),
    hint: t("apiTokensHint"),
    access: t("apiTokensAccess"),
    created: t("apiTokensCreatedAt"),
    expires: t("apiTokensExpires"),
    lastUsed: t("apiTokensLastUsed"),
  };

  const actions = [
    { key: "rename", act: onRename, label: "apiTokensRename", what: "apiTokensRenameWhat" },
    { key: "narrow", act: onNarrow, label: "apiTokensNarrow", what: "apiTokensNarrowWhat" },
    { key: "rotate", act: onRotate, label: "apiTokensRotate", what: "apiTokensRotateWhat" },
    {
      key: "revoke",
      act: onRevoke,
      label: "apiTokensRevoke",
      what: "apiTokensRevokeWhat",
      isDanger: true,
    },
  ];
  const hasActions = actions.some(({ act }) => act);

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
        {tokens.map((token) => (
          <tr key={token.id} className="pf-v5-c-table__tr" role="row" data-testid="token-row">
            <Cell column={columns.name} className="api-tokens-name">
              <bdi>{token.name}</bdi>
            </Cell>
            <Cell column={columns.hint}>
              <code>{token.hint}</code>
            </Cell>
            <Cell column={columns.access}>
              <AccessText token={token} servers={servers} />
            </Cell>
            <Cell column={columns.created}>
              <time dateTime={token.createdAt}>{shortDate(new Date(token.createdAt), locale)}</time>
            </Cell>
            <Cell column={columns.expires}>
              <Expires token={token} now={now} locale={locale} />
            </Cell>
            <Cell column={columns.lastUsed}>{lastUse(token)}</Cell>
            {hasActions && (
              <Cell>
                <div className="api-tokens-actions">
                  {actions.map(
                    ({ key, act, label, what, isDanger }) =>
                      act && (
                        <Button
                          key={key}
                          variant="link"
                          isInline
                          isDanger={isDanger}
                          aria-label={t(what, { name: token.name })}
                          onClick={() => act(token)}
                          data-testid={key}
                        >
                          {t(label)}
                        </Button>
                      ),
                  )}
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

const AccessText = ({ token, servers }: { token: ApiToken; servers: ResourceServer[] }) => {
  const { t } = useTranslation();
  if (isFull(token)) {
    return t("apiTokensAccessFull");
  }
  const present = serversOf(token, servers);
  const scopes = distinctScopes(present);
  const removed = [...token.removedResources, ...token.removedScopes];
  return (
    <div className="api-tokens-access">
      <span>
        {present.length > 0 ? present.map(({ name }) => name).join(", ") : t("apiTokensAccessNone")}
      </span>
      {scopes.map(({ name, consentText }) => (
        <small key={name}>
          <bdi>{consentText}</bdi>
        </small>
      ))}
      {removed.length > 0 && (
        <small>{t("apiTokensAccessRemoved", { what: removed.join(", ") })}</small>
      )}
    </div>
  );
};

const Expires = ({ token, now, locale }: { token: ApiToken; now: Date; locale: string }) => {
  const { t } = useTranslation();
  const end = token.expiresAt === null ? undefined : new Date(token.expiresAt);

  function badge() {
    if (token.status === "revoked") {
      return <Badge isRead>{t("apiTokensRevoked")}</Badge>;
    }
    if (token.status === "expired") {
      return <Badge isRead>{t("apiTokensExpired")}</Badge>;
    }
    return end && isSoon(end, now) ? (
      <Badge>{t("apiTokensExpiresSoon", { when: relativeTime(end, now, locale) })}</Badge>
    ) : null;
  }

  return (
    <span className="api-tokens-expires">
      {end && token.expiresAt ? (
        <time dateTime={token.expiresAt}>{shortDate(end, locale)}</time>
      ) : (
        t("apiTokensNever")
      )}
      {badge()}
      {token.previousSecretExpiresAt && (
        <small>
          {t("apiTokensGraceEnds", {
            when: relativeTime(new Date(token.previousSecretExpiresAt), now, locale),
          })}
        </small>
      )}
    </span>
  );
};

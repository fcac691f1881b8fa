import { useTranslation } from "react-i18next";
import { distinctScopes, isFull, serversOf } from "../create/access";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";

/** What a token may be used for, and what of it is gone. */
export const AccessText = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { servers } = useApiTokens();
  const from = token.addresses.length > 0 && (
    <small>{t("apiTokensFrom", { networks: token.addresses.join(", ") })}</small>
  );
  if (isFull(token)) {
    return (
      <div className="api-tokens-access">
        {t("apiTokensAccessFull")}
        {from}
      </div>
    );
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
      {from}
    </div>
  );
};

import { useTranslation } from "react-i18next";
import { leftToRight } from "../../../../shared/ui/leftToRight";
import { distinctScopes, isFull, serversOf } from "../create/access";
import type { ApiToken, ResourceServer, Scope } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";

type AccessTextProps = { token: ApiToken; isWhole?: boolean };

/** Of so many things or fewer, each is named in the list. */
const NAMED = 2;

/**
 * What a token may be used for, and what of it is gone: the beginning of it, as far as a list has room, or the whole.
 */
export const AccessText = ({ token, isWhole = false }: AccessTextProps) => {
  const { t } = useTranslation();
  const { servers } = useApiTokens();

  const some = (texts: string[]) => {
    const more = isWhole ? 0 : Math.max(0, texts.length - NAMED);
    const named = texts.slice(0, texts.length - more).join(", ");
    return more > 0 ? t("apiTokensAndMore", { what: named, count: more }) : named;
  };

  function limits() {
    const present = serversOf(token, servers);
    const scopes = distinctScopes(present);
    const removed = [...token.removedResources, ...token.removedScopes];
    return (
      <>
        <span>{present.length > 0 ? some(present.map(nameOf)) : t("apiTokensAccessNone")}</span>
        {isWhole
          ? scopes.map((scope) => (
              <small key={scope.name}>
                <bdi>{scope.consentText}</bdi> <code>{scope.name}</code>
              </small>
            ))
          : scopes.length > 0 && <small>{some(scopes.map(textOf))}</small>}
        {removed.length > 0 && (
          <small>{t("apiTokensAccessRemoved", { what: some(removed) })}</small>
        )}
      </>
    );
  }

  return (
    <div className="api-tokens-access">
      {isFull(token) ? t("apiTokensAccessFull") : limits()}
      {token.addresses.length > 0 && (
        <small>{t("apiTokensFrom", { networks: leftToRight(some(token.addresses)) })}</small>
      )}
    </div>
  );
};

const nameOf = ({ name }: ResourceServer) => name;
const textOf = ({ consentText }: Scope) => consentText;

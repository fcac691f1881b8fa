import { useTranslation } from "react-i18next";
import type { ApiToken } from "../rest/apiToken";

/** What of it is gone, in words. */
export const removedOf = (token: ApiToken) =>
  [...token.removedResources, ...token.removedScopes].join(", ");

/** What a token is limited to, if it is. */
export const Access = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const access = [...token.resources, ...token.scopes].join(", ");
  return access || t(removedOf(token) ? "apiTokensAccessNone" : "apiTokensAccessFull");
};

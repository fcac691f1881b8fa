import type { ApiToken, ResourceServer, Settings } from "../rest/apiToken";
import { isIssuable } from "./issuable";

export type TokenAction = "rename" | "narrow" | "rotate" | "renew" | "revoke";

/** What can be done with a token, in the order to show. */
export function actionsOf(
  token: ApiToken,
  limits: Omit<Settings, "resourceServers">,
  servers: ResourceServer[],
): TokenAction[] {
  const issues = limits.enabled && isIssuable(token, limits, servers);
  switch (token.status) {
    case "active":
    case "blocked":
      return issues ? ["rename", "narrow", "rotate", "revoke"] : ["rename", "narrow", "revoke"];
    case "expired":
      return issues ? ["renew"] : [];
    default:
      return [];
  }
}

/** The message of each action. */
export const actionMessages: Record<TokenAction, string> = {
  rename: "apiTokensRename",
  narrow: "apiTokensNarrow",
  rotate: "apiTokensRotate",
  renew: "apiTokensRenew",
  revoke: "apiTokensRevoke",
};

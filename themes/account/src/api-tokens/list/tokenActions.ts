import type { ApiToken } from "../rest/apiToken";

export type TokenAction = "rename" | "narrow" | "rotate" | "renew" | "revoke";

/**
 * What can be done with a token, in the order to show.
 *
 * @param issues whether the realm gives out secrets at all
 */
export function actionsOf({ status }: ApiToken, issues: boolean): TokenAction[] {
  switch (status) {
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

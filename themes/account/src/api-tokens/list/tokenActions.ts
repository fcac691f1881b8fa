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

/** The messages of each action: what its button says, and what it says to those who don't see the row. */
export const actionMessages: Record<TokenAction, { label: string; what: string }> = {
  rename: { label: "apiTokensRename", what: "apiTokensRenameWhat" },
  narrow: { label: "apiTokensNarrow", what: "apiTokensNarrowWhat" },
  rotate: { label: "apiTokensRotate", what: "apiTokensRotateWhat" },
  renew: { label: "apiTokensRenew", what: "apiTokensRenewWhat" },
  revoke: { label: "apiTokensRevoke", what: "apiTokensRevokeWhat" },
};

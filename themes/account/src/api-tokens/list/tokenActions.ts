/** What can be done with a token, in the order to show. */
export const tokenActions = ["rename", "narrow", "rotate", "revoke"] as const;

export type TokenAction = (typeof tokenActions)[number];

/** The messages of each action: what its button says, and what it says to those who don't see the row. */
export const actionMessages: Record<TokenAction, { label: string; what: string }> = {
  rename: { label: "apiTokensRename", what: "apiTokensRenameWhat" },
  narrow: { label: "apiTokensNarrow", what: "apiTokensNarrowWhat" },
  rotate: { label: "apiTokensRotate", what: "apiTokensRotateWhat" },
  revoke: { label: "apiTokensRevoke", what: "apiTokensRevokeWhat" },
};

/** The message of each reason for which a token was revoked; docs/api.md has the list. */
const messages: Record<string, string> = {
  revoked_by_user: "apiTokensRevokedByUser",
  revoked_by_holder: "apiTokensRevokedByHolder",
  reported_leaked: "apiTokensReportedLeaked",
  revoked_by_admin: "apiTokensRevokedByAdmin",
  unused: "apiTokensUnused",
  password_changed: "apiTokensPasswordChanged",
  secret_reused: "apiTokensSecretReused",
  resource_server_removed: "apiTokensResourceServerRemoved",
};

export const revocationMessage = (reason: string) => messages[reason] ?? "apiTokensRevoked";

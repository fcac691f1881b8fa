/** The message of each reason that a token is revoked for; docs/api.md has the list. */
const messages: Record<string, string> = {
  revoked_by_user: "apiTokensRevokedByUser",
  revoked_by_holder: "apiTokensRevokedByHolder",
  reported_leaked: "apiTokensRevokedLeaked",
  revoked_by_admin: "apiTokensRevokedByAdmin",
  unused: "apiTokensRevokedUnused",
  password_changed: "apiTokensRevokedPasswordChanged",
  secret_reused: "apiTokensRevokedSecretReused",
  resource_server_removed: "apiTokensRevokedServerRemoved",
};

/** Why and by whom a token was revoked, of a reason of a later server as well. */
export const revocationMessage = (reason: string | null) =>
  messages[reason ?? ""] ?? "apiTokensRevokedOther";

/** The message of each action; docs/api.md has the list. */
const messages: Record<string, string> = {
  created: "apiTokensCreatedAt",
  renamed: "apiTokensEventRenamed",
  described: "apiTokensEventDescribed",
  narrowed: "apiTokensEventNarrowed",
  rotated: "apiTokensRotatedAt",
  secret_reused: "apiTokensEventSecretReused",
  revoked: "apiTokensRevoked",
  used: "apiTokensEventUsed",
  exchanged: "apiTokensEventExchanged",
  change_refused: "apiTokensEventChangeRefused",
  revocation_refused: "apiTokensEventRevocationRefused",
  use_refused: "apiTokensEventUseRefused",
  exchange_refused: "apiTokensEventExchangeRefused",
};

/** What an event is called, one of a later server as well. */
export const eventMessage = (action: string) => messages[action] ?? "apiTokensEventOther";

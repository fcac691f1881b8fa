/** The message of each status. */
export const statusMessages = {
  active: "apiTokensActive",
  blocked: "apiTokensBlocked",
  expired: "apiTokensExpired",
  revoked: "apiTokensRevoked",
};

/** The same of a filter: what is blocked now has not ended, and is not looked for by itself. */
export const filterMessages = {
  active: "apiTokensNotEnded",
  expired: statusMessages.expired,
  revoked: statusMessages.revoked,
};

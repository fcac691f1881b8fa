/** The message of each status. */
export const statusMessages = {
  active: "apiTokensActive",
  expired: "apiTokensExpired",
  revoked: "apiTokensRevoked",
};

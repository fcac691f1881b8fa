import type { ErrorCode } from "./adminApiTokens";

/** The message of each code. */
export const errorMessages: Record<ErrorCode, string> = {
  invalid_request: "apiTokensInvalidRequest",
  unknown_resource: "apiTokensUnknownResource",
  forbidden: "apiTokensForbidden",
  not_found: "apiTokensNotFound",
  temporarily_unavailable: "apiTokensUnavailable",
  signed_out: "apiTokensSignedOut",
  unreachable: "apiTokensUnreachable",
  unexpected: "apiTokensUnexpected",
};

/** The message of each status. */
export const statusMessages = {
  active: "apiTokensActive",
  expired: "apiTokensExpired",
  revoked: "apiTokensRevoked",
};

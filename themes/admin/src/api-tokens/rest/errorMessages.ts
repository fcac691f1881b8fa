import type { ErrorCode } from "../../../../shared/rest/errorCodes";

/** The message of each code that an admin can make a difference to. */
const known: Partial<Record<ErrorCode, string>> = {
  invalid_request: "apiTokensInvalidRequest",
  invalid_name: "apiTokensInvalidName",
  name_in_use: "apiTokensNameInUse",
  invalid_expiration: "apiTokensInvalidExpiration",
  expiration_required: "apiTokensExpirationRequired",
  expiration_too_far: "apiTokensExpirationTooFar",
  too_many_tokens: "apiTokensTooMany",
  role_required: "apiTokensRoleMissing",
  unknown_scope: "apiTokensUnknownScope",
  unknown_resource: "apiTokensUnknownResource",
  forbidden: "apiTokensForbidden",
  not_found: "apiTokensNotFound",
  temporarily_unavailable: "apiTokensUnavailable",
  signed_out: "apiTokensSignedOut",
  unreachable: "apiTokensUnreachable",
};

export const errorMessage = (code: ErrorCode) => known[code] ?? "apiTokensUnexpected";

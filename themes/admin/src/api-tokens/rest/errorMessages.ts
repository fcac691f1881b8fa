import type { ErrorCode } from "../../../../shared/rest/errorCodes";

/** The message of each code that an admin can make a difference to. */
const known: Partial<Record<ErrorCode, string>> = {
  invalid_request: "apiTokensInvalidRequest",
  unknown_resource: "apiTokensUnknownResource",
  forbidden: "apiTokensForbidden",
  not_found: "apiTokensNotFound",
  temporarily_unavailable: "apiTokensUnavailable",
  signed_out: "apiTokensSignedOut",
  unreachable: "apiTokensUnreachable",
};

export const errorMessage = (code: ErrorCode) => known[code] ?? "apiTokensUnexpected";

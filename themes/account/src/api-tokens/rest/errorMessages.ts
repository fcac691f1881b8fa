import type { ErrorCode } from "../../../../shared/rest/errorCodes";

/** The message of each code. */
export const errorMessages: Record<ErrorCode, string> = {
  invalid_name: "apiTokensNameForbiddenCharacter",
  name_in_use: "apiTokensNameInUse",
  invalid_expiration: "apiTokensDatePast",
  expiration_required: "apiTokensExpirationRequired",
  expiration_too_far: "apiTokensDateTooFar",
  unknown_scope: "apiTokensUnknownAccess",
  unknown_resource: "apiTokensUnknownAccess",
  too_many_tokens: "apiTokensTooMany",
  role_required: "apiTokensRoleRequired",
  reauthentication_required: "apiTokensReauthenticationRequired",
  client_not_allowed: "apiTokensNotAllowed",
  impersonation_not_allowed: "apiTokensImpersonation",
  not_found: "apiTokensNotFound",
  invalid_request: "apiTokensUnexpected",
  forbidden: "apiTokensUnexpected",
  temporarily_unavailable: "apiTokensUnavailable",
  signed_out: "apiTokensSignedOut",
  unreachable: "apiTokensUnreachable",
  unexpected: "apiTokensUnexpected",
};

/** The field that a code is about; the form as a whole when it is none. */
export function fieldOf(code: ErrorCode): "name" | "expiration" | "form" {
  switch (code) {
    case "invalid_name":
    case "name_in_use":
      return "name";
    case "invalid_expiration":
    case "expiration_required":
    case "expiration_too_far":
      return "expiration";
    default:
      return "form";
  }
}

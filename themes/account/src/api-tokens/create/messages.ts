import type { AccessFault } from "./access";
import type { ErrorCode } from "../rest/apiTokens";
import type { ExpirationFault } from "./expiration";
import type { NameFault } from "./tokenName";

/** The message of each fault of a name. */
export const nameFaultMessages: Record<NameFault, string> = {
  required: "apiTokensNameRequired",
  too_long: "apiTokensNameTooLong",
  forbidden_character: "apiTokensNameForbiddenCharacter",
};

/** The message of each fault of an expiration. */
export const expirationFaultMessages: Record<ExpirationFault, string> = {
  date_missing: "apiTokensDateMissing",
  date_past: "apiTokensDatePast",
  date_too_far: "apiTokensDateTooFar",
};

/** The message of each fault of an access. */
export const accessFaultMessages: Record<AccessFault, string> = {
  server_missing: "apiTokensAccessServerMissing",
  scope_missing: "apiTokensAccessScopeMissing",
};

/** The message of each code. */
export const errorMessages: Record<ErrorCode, string> = {
  invalid_name: "apiTokensNameForbiddenCharacter",
  name_in_use: "apiTokensNameInUse",
  invalid_expiration: "apiTokensDatePast",
  expiration_required: "apiTokensExpirationRequired",
  expiration_too_far: "apiTokensDateTooFar",
  too_many_tokens: "apiTokensTooMany",
  role_required: "apiTokensRoleRequired",
  reauthentication_required: "apiTokensReauthenticationRequired",
  client_not_allowed: "apiTokensNotAllowed",
  impersonation_not_allowed: "apiTokensImpersonation",
  not_found: "apiTokensNotFound",
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

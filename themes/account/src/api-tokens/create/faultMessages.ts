import type { AccessFault } from "./access";
import type { ExpirationFault } from "./expiration";
import type { NameFault } from "./tokenName";

/** The message of each fault of a name. */
export const nameFaultMessages: Record<NameFault, string> = {
  required: "apiTokensNameRequired",
  too_long: "apiTokensNameTooLong",
  forbidden_character: "apiTokensNameForbiddenCharacter",
  holds_token: "apiTokensNameHoldsToken",
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

/** The message of each reason for which every API refuses a token; docs/api.md has the list. */
const messages: Record<string, string> = {
  lifetime_exceeded: "apiTokensBlockedLifetimeExceeded",
  not_before: "apiTokensBlockedNotBefore",
  not_limited: "apiTokensBlockedNotLimited",
  address_not_allowed: "apiTokensBlockedAddressNotAllowed",
  role_missing: "apiTokensBlockedRoleMissing",
  user_not_found: "apiTokensBlockedUserNotFound",
  user_disabled: "apiTokensBlockedUserDisabled",
  client_disabled: "apiTokensBlockedClientDisabled",
  switched_off: "apiTokensBlockedSwitchedOff",
  not_a_resource_server: "apiTokensBlockedNotAResourceServer",
  other_resource_server: "apiTokensBlockedOtherResourceServer",
};

/** What to say of a token that is blocked for that reason, and what to do about it. */
export const blockedMessage = (reason: string | null) =>
  messages[reason ?? ""] ?? "apiTokensBlockedOther";

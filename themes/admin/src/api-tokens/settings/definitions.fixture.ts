import type { Definitions } from "../rest/settings";

const days = (attribute: string, byDefault: number | null, min = 1) => ({
  attribute: `api-tokens.${attribute}`,
  kind: "number" as const,
  default: byDefault,
  min,
  max: 36_500,
  expected: `a whole number from ${min} to 36500`,
});

const flag = (attribute: string, byDefault: boolean) => ({
  attribute: `api-tokens.${attribute}`,
  kind: "flag" as const,
  default: byDefault,
  expected: "true or false",
});

/** What the server answers at `/settings/definitions`. */
export const definitions: Definitions = {
  enabled: flag("enabled", true),
  prefix: {
    attribute: "api-tokens.prefix",
    kind: "text",
    default: "kcat",
    expected: "a lower-case letter, then 1 to 15 lower-case letters or digits",
  },
  neverExpiresAllowed: flag("never-expires-allowed", true),
  fullAccessAllowed: flag("full-access-allowed", true),
  defaultLifetimeDays: days("default-lifetime-days", null),
  maxLifetimeDays: days("max-lifetime-days", null),
  maxPerUser: {
    ...days("max-per-user", 50),
    max: 10_000,
    expected: "a whole number from 1 to 10000",
  },
  maxPerServiceAccount: {
    ...days("max-per-service-account", 50),
    max: 10_000,
    expected: "a whole number from 1 to 10000",
  },
  requiredRole: {
    attribute: "api-tokens.required-role",
    kind: "text",
    default: null,
    expected: "the name of a realm role",
  },
  maxAuthAgeSeconds: {
    ...days("max-auth-age-seconds", null),
    max: 31_536_000,
    expected: "a whole number from 1 to 31536000",
  },
  unusedRevokeDays: days("unused-revoke-days", null),
  expiryNoticeDays: {
    attribute: "api-tokens.expiry-notice-days",
    kind: "numbers",
    default: 7,
    expected: "up to 10 different whole numbers from 1 to 36500, as 30,7,1; or 0 for none",
  },
  revokeOnPasswordChange: flag("revoke-on-password-change", false),
  selfRotation: flag("self-rotation", false),
  revokeOnReuse: flag("revoke-on-reuse", false),
  addressesRequired: flag("addresses-required", false),
  recordAddresses: flag("record-addresses", true),
  newAddressNotice: flag("new-address-notice", false),
  retentionDays: days("retention-days", 30),
  leaseSeconds: {
    ...days("lease-seconds", 0, 0),
    max: 10,
    expected: "a whole number from 0 to 10",
  },
  templates: {
    attribute: "api-tokens.templates",
    kind: "texts",
    default: null,
    expected: "up to 20 different names, each with ? and the parameters of a link to the form",
  },
};

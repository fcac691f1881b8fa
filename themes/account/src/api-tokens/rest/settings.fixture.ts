import type { ResourceServer, Settings } from "./apiToken";

/** A realm that demands nothing. */
export const settings: Settings = {
  enabled: true,
  neverExpiresAllowed: true,
  fullAccessAllowed: true,
  addressesRequired: false,
  defaultLifetimeDays: null,
  maxLifetimeDays: null,
  maxPerUser: 50,
  requiredRole: null,
  lacksRequiredRole: false,
  maxAuthAgeSeconds: null,
  templates: [],
  resourceServers: [],
};

/** A resource server that demands nothing, and its scopes. */
export const server = (id: string, ...scopes: string[]): ResourceServer => ({
  id,
  name: id,
  type: "http",
  endpoint: null,
  maxLifetimeDays: null,
  limitedOnly: false,
  addressesRequired: false,
  scopes: scopes.map((name) => ({ name, consentText: name })),
});

/** A resource server as the admin REST shows it; see docs/api.md. */
export type ResourceServer = {
  /** Keycloak's id of its client. */
  id: string;
  clientId: string;
  name: string | null;
  type: string;
  endpoint: string | null;
  scopes: string[];
  /** Whether reverse proxies may ask about it. */
  check: boolean;
  /** Whether it is a gateway as well. */
  exchange: boolean;
};

/** What introspection would say. */
export type Trial = {
  active: boolean;
  /** Why it is not, in the words of introspection's events; or `active`. */
  reason: string;
  username: string;
  claims: Record<string, unknown> | null;
};

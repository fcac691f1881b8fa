/** A token as the account REST shows it; see docs/api.md. Instants are ISO-8601 in UTC. */
export type ApiToken = {
  id: string;
  name: string;
  description: string | null;
  hint: string;
  /** Blocked: neither expired nor revoked, and refused by every API for now. */
  status: "active" | "blocked" | "expired" | "revoked";
  /** Why it is blocked, in the words of introspection's events; null: it is not. */
  blockedReason: string | null;
  scopes: string[];
  resources: string[];
  /** What the token is limited to and no longer has. */
  removedScopes: string[];
  removedResources: string[];
  /** Networks that it may be used from; empty: from anywhere. */
  addresses: string[];
  createdAt: string;
  /** Client id of what it was made with. */
  createdByClient: string;
  expiresAt: string | null;
  rotatedAt: string | null;
  /** While the secret before the last rotation works: until when. */
  previousSecretExpiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedBy: string | null;
  /** Where it was used from, the latest first. */
  uses: { address: string; userAgent: string | null; at: string }[];
  revokedAt: string | null;
  /** Why it was revoked, in a word of docs/api.md; null: nobody said, or it was not. */
  revocationReason: string | null;
};

/** The one answer that holds the secret. */
export type CreatedApiToken = ApiToken & { token: string };

export type ResourceServer = {
  id: string;
  name: string;
  type: string;
  endpoint: string | null;
  /** Longest lifetime of a token for it; null: as the realm has it. */
  maxLifetimeDays: number | null;
  /** Whether it takes no token with full access. */
  limitedOnly: boolean;
  /** Whether it takes no token that may be used from anywhere. */
  addressesRequired: boolean;
  scopes: Scope[];
};

/** A client scope that a token may be limited to, in the person's words. */
export type Scope = { name: string; consentText: string };

/** What a token is limited to; a member that is not there: not limited. */
export type TokenLimits = { scopes?: string[]; resources?: string[]; addresses?: string[] };

export type Settings = {
  enabled: boolean;
  neverExpiresAllowed: boolean;
  fullAccessAllowed: boolean;
  /** Whether each token has to be bound to networks. */
  addressesRequired: boolean;
  defaultLifetimeDays: number | null;
  maxLifetimeDays: number | null;
  maxPerUser: number;
  requiredRole: string | null;
  /** Whether the person does not have that role. */
  lacksRequiredRole: boolean;
  maxAuthAgeSeconds: number | null;
  /** What admins have prepared for forms to be filled in with: names, and the queries of links to the form. */
  templates: { name: string; query: string }[];
  resourceServers: ResourceServer[];
};

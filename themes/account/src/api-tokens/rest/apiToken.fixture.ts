import type { ApiToken } from "./apiToken";

/** A token with full access, which never expires and was never used. */
export const token = (id: string, name = id): ApiToken => ({
  id,
  name,
  description: null,
  hint: "kcat_…x7Qa",
  status: "active",
  blockedReason: null,
  scopes: [],
  resources: [],
  removedScopes: [],
  removedResources: [],
  createdAt: "2026-11-23T17:00:00Z",
  createdByClient: "account-console",
  expiresAt: null,
  rotatedAt: null,
  previousSecretExpiresAt: null,
  previousSecretReusedAt: null,
  lastUsedAt: null,
  lastUsedBy: null,
  addresses: [],
  uses: [],
  revokedAt: null,
  revocationReason: null,
});

/** A token as the admin REST shows it; see docs/api.md. Instants are ISO-8601 in UTC. */
export type ApiToken = {
  id: string;
  name: string;
  description: string | null;
  hint: string;
  /** Blocked: neither expired nor revoked, and refused by every API for now. */
  status: "active" | "blocked" | "expired" | "revoked";
  /** Why it is blocked, in the words of introspection's events; null: it is not. */
  blockedReason: string | null;
  userId: string;
  /** Null when the person is gone. */
  username: string | null;
  /** The client whose service account it is for; null: it is a person's. */
  clientId: string | null;
  /** Where mails about a machine's token go; null: to its owner, or to the admin who made it. */
  contact: string | null;
  /** What it is limited to and has now, and what an admin took away; all empty: full access. */
  scopes: string[];
  resources: string[];
  removedScopes: string[];
  removedResources: string[];
  createdAt: string;
  /** The client that it was made with. */
  createdByClient: string;
  expiresAt: string | null;
  rotatedAt: string | null;
  revokedAt: string | null;
  /** Id of the user who revoked it; null: nobody in particular. */
  revokedBy: string | null;
  revocationReason: string | null;
  lastUsedAt: string | null;
  lastUsedBy: string | null;
  /** Networks that it may be used from; empty: from anywhere. */
  addresses: string[];
  /** Where it was used from, the latest first. */
  uses: { address: string; userAgent: string | null; at: string }[];
  access: { revoke: boolean; rotate: boolean };
};

/** The one answer that holds the secret. */
export type IssuedApiToken = ApiToken & { token: string };

/** A token to be made for the service account of a client; what is left out is not limited, or not said. */
export type MachineToken = {
  clientId: string;
  name: string;
  description?: string;
  expiresAt?: string;
  contact?: string;
  resources?: string[];
  scopes?: string[];
  addresses?: string[];
};

/** Whether the admin may give it another secret, which brings an expired one back. */
export const isRotatable = ({ status, access }: ApiToken) => status !== "revoked" && access.rotate;

/** Whether the admin may revoke a token that has not ended. */
export const isRevocable = ({ status, access }: ApiToken) =>
  (status === "active" || status === "blocked") && access.revoke;

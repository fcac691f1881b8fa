/** A token as the admin REST shows it; see docs/api.md. Instants are ISO-8601 in UTC. */
export type ApiToken = {
  id: string;
  name: string;
  hint: string;
  status: "active" | "expired" | "revoked";
  userId: string;
  /** Null when the person is gone. */
  username: string | null;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedBy: string | null;
  access: { revoke: boolean };
};

/** Whether the admin may revoke a token that still works. */
export const isRevocable = ({ status, access }: ApiToken) => status === "active" && access.revoke;

import type { ApiToken } from "../rest/apiToken";

/** Who revoked a token: its owner by name, somebody else by the ID that events have. */
export const RevokedBy = ({ token: { revokedBy, userId, username } }: { token: ApiToken }) =>
  revokedBy === userId && username ? username : <code>{revokedBy}</code>;

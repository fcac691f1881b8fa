import type { ApiToken, CreatedApiToken } from "../rest/apiToken";

/** The token as the list holds it: never with its secret. */
function listed(created: CreatedApiToken): ApiToken {
  const { token: _, ...token } = created;
  return token;
}

/** The list with a new token. */
export const withCreated = (tokens: ApiToken[], created: CreatedApiToken) => [
  listed(created),
  ...tokens,
];

/** The list with a token's other secret. */
export const withRotated = (tokens: ApiToken[], rotated: CreatedApiToken) =>
  withChanged(tokens, listed(rotated));

/** The list with a token as it is now, where it was before. */
export const withChanged = (tokens: ApiToken[], changed: ApiToken) =>
  tokens.map((token) => (token.id === changed.id ? changed : token));

/** The list with a token that its owner has just ended. */
export const withRevoked = (tokens: ApiToken[], token: ApiToken, revokedAt: Date) =>
  withChanged(tokens, {
    ...token,
    status: "revoked",
    blockedReason: null,
    revokedAt: revokedAt.toISOString(),
    revocationReason: "revoked_by_user",
  });

/** The list as it was read again. One that was looked at, and is among those that were not read, stays. */
export function withRead(before: ApiToken[], read: { tokens: ApiToken[]; hasMore: boolean }) {
  const isRead = ({ id }: ApiToken) => read.tokens.some((token) => token.id === id);
  const others = read.hasMore ? before.filter((token) => hasEnded(token) && !isRead(token)) : [];
  return { tokens: [...read.tokens, ...others], hasMore: read.hasMore };
}

/** Whether a token has ended; one that is blocked has not. */
export const hasEnded = ({ status }: ApiToken) => status === "expired" || status === "revoked";

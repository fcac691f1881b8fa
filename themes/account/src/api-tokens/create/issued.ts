import type { ApiToken, CreatedApiToken } from "../rest/apiToken";

/** A token whose secret is at hand, how it came by it, and whether it was copied, alone or in a snippet. */
export type Issued = {
  kind: "created" | "rotated";
  token: CreatedApiToken;
  isCopied: boolean;
};

/** One more, the latest first. The secret that a rotation has replaced is worth nothing. */
export const withIssued = (
  issued: Issued[],
  kind: Issued["kind"],
  token: CreatedApiToken,
): Issued[] => [{ kind, token, isCopied: false }, ...without(issued, token.id)];

/** Those without the token of that id. */
export const without = (issued: Issued[], id: string) =>
  issued.filter(({ token }) => token.id !== id);

/** The token of that id as one that was copied. */
export const withCopied = (issued: Issued[], id: string) =>
  issued.map((one) => (one.token.id === id ? { ...one, isCopied: true } : one));

/** Those that are good for anything: not of a token that has ended. */
export const worthShowing = (issued: Issued[], tokens: ApiToken[]) =>
  issued.filter(
    ({ token: { id } }) =>
      !tokens.some(
        (token) => token.id === id && (token.status === "expired" || token.status === "revoked"),
      ),
  );

import type { AdminApiTokensClient, BoundedCount } from "../rest/AdminApiTokensClient";
import type { ApiToken } from "../rest/apiToken";
import type { TokenFilter } from "../rest/filter";

/** What is to be revoked. */
export type Revocation =
  | { kind: "one"; token: ApiToken }
  | { kind: "selected"; tokens: ApiToken[] }
  | { kind: "matching"; filter: TokenFilter };

/** How many tokens it is about. */
export async function countOf(
  client: Pick<AdminApiTokensClient, "count">,
  revocation: Revocation,
  signal: AbortSignal,
): Promise<BoundedCount> {
  switch (revocation.kind) {
    case "one":
      return { count: 1, more: false };
    case "selected":
      return { count: revocation.tokens.length, more: false };
    case "matching":
      return client.count(revocation.filter, signal);
  }
}

/** Revokes them, and says how many that were. */
export async function revokeNow(
  client: Pick<AdminApiTokensClient, "revoke" | "revokeThese" | "revokeMatching">,
  revocation: Revocation,
) {
  switch (revocation.kind) {
    case "one":
      await client.revoke(revocation.token.id);
      return 1;
    case "selected":
      return client.revokeThese(revocation.tokens.map(({ id }) => id));
    case "matching":
      return client.revokeMatching(revocation.filter);
  }
}

import { describe, expect, it } from "vitest";
import type { ApiToken } from "../rest/apiToken";
import { noFilter } from "../rest/filter";
import { countOf, type Revocation, revokeNow } from "./revocation";

const token = (id: string) => ({ id }) as ApiToken;
const signal = new AbortController().signal;

/** Ten tokens match any filter; what is revoked is written down. */
function realm() {
  const revoked: unknown[] = [];
  const take = (what: unknown, count: number) => {
    revoked.push(what);
    return Promise.resolve(count);
  };
  return {
    revoked,
    count: () => Promise.resolve({ count: 10, more: false }),
    revoke: (id: string) => take(id, 1).then(() => undefined),
    revokeThese: (ids: string[]) => take(ids, ids.length),
    revokeMatching: (filter: object) => take(filter, 9),
  };
}

describe("a revocation", () => {
  it.each<[Revocation, number, unknown, number]>([
    [{ kind: "one", token: token("a") }, 1, "a", 1],
    [{ kind: "selected", tokens: [token("a"), token("b")] }, 2, ["a", "b"], 2],
    // Between the question and the answer one has gone.
    [{ kind: "matching", filter: noFilter }, 10, noFilter, 9],
  ])("%j is about %d tokens, and revokes them", async (revocation, count, what, revoked) => {
    const client = realm();
    expect(await countOf(client, revocation, signal)).toEqual({ count, more: false });
    expect(client.revoked).toEqual([]);
    expect(await revokeNow(client, revocation)).toBe(revoked);
    expect(client.revoked).toEqual([what]);
  });
});

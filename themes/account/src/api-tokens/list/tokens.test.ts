import { describe, expect, it } from "vitest";
import type { ApiToken } from "../rest/apiToken";
import { token } from "../rest/apiToken.fixture";
import { hasEnded, withChanged, withCreated, withRead, withRevoked, withRotated } from "./tokens";

const secret = { token: "kcat_secret" };

describe("the list of tokens", () => {
  const tokens = [token("a"), token("b"), token("c")];
  const ids = (list: ApiToken[]) => list.map(({ id }) => id);

  it("is what was read, and one that was looked at of those that were not", () => {
    const old = { ...token("old"), status: "expired" as const };
    const before = [...tokens, old];
    const read = [token("b"), { ...token("a"), status: "revoked" as const }];
    expect(ids(withRead(before, { tokens: read, hasMore: true }).tokens)).toEqual([
      "b",
      "a",
      "old",
    ]);
    expect(ids(withRead(before, { tokens: read, hasMore: false }).tokens)).toEqual(["b", "a"]);
  });

  it("has a new token first", () => {
    expect(ids(withCreated(tokens, { ...token("new"), ...secret }))).toEqual([
      "new",
      "a",
      "b",
      "c",
    ]);
  });

  it("has a rotated token where it was", () => {
    const rotated = withRotated(tokens, { ...token("b"), hint: "kcat_…0000", ...secret });
    expect(ids(rotated)).toEqual(["a", "b", "c"]);
    expect(rotated[1]?.hint).toBe("kcat_…0000");
  });

  it("never holds a secret", () => {
    const lists = [
      withCreated(tokens, { ...token("new"), ...secret }),
      withRotated(tokens, { ...token("b"), ...secret }),
    ];
    expect(JSON.stringify(lists)).not.toContain("kcat_secret");
  });

  it("counts a token that is blocked as one that has not ended", () => {
    expect(hasEnded({ ...token("a"), status: "blocked", blockedReason: "not_before" })).toBe(false);
    expect(hasEnded({ ...token("a"), status: "expired" })).toBe(true);
  });

  it("has a renamed token where it was, and the others as they are", () => {
    expect(withChanged(tokens, token("b", "other"))).toEqual([
      token("a"),
      token("b", "other"),
      token("c"),
    ]);
  });

  it("has a revoked token as one that is, by its owner", () => {
    expect(withRevoked(tokens, token("c"), new Date("2026-11-24T12:00:00Z"))[2]).toEqual({
      ...token("c"),
      status: "revoked",
      revokedAt: "2026-11-24T12:00:00.000Z",
      revocationReason: "revoked_by_user",
    });
  });
});

import { describe, expect, it } from "vitest";
import { token } from "../rest/apiToken.fixture";
import { withCopied, withIssued, without, worthShowing } from "./issued";

const created = (id: string, secret = `secret of ${id}`) => ({ ...token(id), token: secret });
const secrets = (issued: { token: { token: string } }[]) => issued.map((one) => one.token.token);

describe("secrets at hand", () => {
  const issued = withIssued(withIssued([], "created", created("a")), "created", created("b"));

  it("are there until they are given up, the latest first", () => {
    expect(secrets(issued)).toEqual(["secret of b", "secret of a"]);
    expect(secrets(without(issued, "b"))).toEqual(["secret of a"]);
  });

  it("are replaced by a rotation", () => {
    const rotated = withIssued(withCopied(issued, "a"), "rotated", created("a", "another"));
    expect(secrets(rotated)).toEqual(["another", "secret of b"]);
    expect(rotated[0]?.isCopied).toBe(false);
  });

  it("are copied one by one", () => {
    expect(withCopied(issued, "a").map(({ isCopied }) => isCopied)).toEqual([false, true]);
  });

  it("are worth nothing once the token has ended", () => {
    const tokens = [{ ...token("a"), status: "revoked" as const }, token("b")];
    expect(secrets(worthShowing(issued, tokens))).toEqual(["secret of b"]);
  });
});

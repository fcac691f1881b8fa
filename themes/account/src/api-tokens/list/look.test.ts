import { describe, expect, it } from "vitest";
import { token } from "../rest/apiToken.fixture";
import { firstLook, type Look, seen } from "./look";

const names = (tokens: { name: string }[]) => tokens.map(({ name }) => name);
const look = (part: Partial<Look>): Look => ({ ...firstLook, ...part });

describe("a look at the list", () => {
  const tokens = [
    { ...token("3", "CI 10"), expiresAt: "2027-01-01T00:00:00Z" },
    { ...token("2", "ci 9"), description: "Deploys the shop", lastUsedAt: "2026-11-20T00:00:00Z" },
    {
      ...token("1", "Laptop"),
      expiresAt: "2026-12-01T00:00:00Z",
      lastUsedAt: "2026-11-24T00:00:00Z",
    },
    { ...token("0", "old"), status: "expired" as const },
  ];

  it.each([
    ["", ["CI 10", "ci 9", "Laptop"]],
    ["  ", ["CI 10", "ci 9", "Laptop"]],
    [" Ci ", ["CI 10", "ci 9"]],
    ["apt", ["Laptop"]],
    ["THE SHOP", ["ci 9"]],
    ["x7qa", ["CI 10", "ci 9", "Laptop"]],
    ["old", []],
  ])("for '%s' finds %j", (text, found) => {
    expect(names(seen(tokens, look({ text })).found)).toEqual(found);
  });

  it.each([
    ["createdAt", ["CI 10", "ci 9", "Laptop"]],
    ["name", ["ci 9", "CI 10", "Laptop"]],
    ["expiresAt", ["Laptop", "CI 10", "ci 9"]],
    ["lastUsedAt", ["Laptop", "ci 9", "CI 10"]],
  ] as const)("by %s is in the order %j", (order, inOrder) => {
    expect(names(seen(tokens, look({ order })).found)).toEqual(inOrder);
  });

  it("is at those in use, or at those that have ended", () => {
    expect(names(seen(tokens, look({ showsEnded: true })).found)).toEqual(["old"]);
  });

  it("leaves the tokens as they are", () => {
    const before = names(tokens);
    seen(tokens, look({ order: "name" }));
    expect(names(tokens)).toEqual(before);
  });

  it("is at ten at a time, and at the last ones where there is no such page any more", () => {
    const many = Array.from({ length: 23 }, (_, i) => token(String(i)));
    expect(names(seen(many, look({ page: 1 })).onPage)).toEqual(
      Array.from({ length: 10 }, (_, i) => String(10 + i)),
    );
    expect(seen(many, look({ page: 7 }))).toMatchObject({ first: 20, onPage: many.slice(20) });
    expect(seen([], look({ page: 7 }))).toMatchObject({ first: 0, onPage: [] });
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { token } from "../rest/apiToken.fixture";
import { firstLook, type Look, seen } from "./look";

const names = (tokens: { name: string }[]) => tokens.map(({ name }) => name);
const look = (part: Partial<Look>): Look => ({ ...firstLook, ...part });

afterEach(() => {
  vi.restoreAllMocks();
});

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
    expect(names(seen(tokens, look({ text }), "en").found)).toEqual(found);
  });

  it.each([
    ["createdAt", ["CI 10", "ci 9", "Laptop"]],
    ["name", ["ci 9", "CI 10", "Laptop"]],
    ["expiresAt", ["Laptop", "CI 10", "ci 9"]],
    ["lastUsedAt", ["Laptop", "ci 9", "CI 10"]],
  ] as const)("by %s is in the order %j", (order, inOrder) => {
    expect(names(seen(tokens, look({ order }), "en").found)).toEqual(inOrder);
  });

  it.each([
    ["de", ["Ärger", "Zug"]],
    ["sv", ["Zug", "Ärger"]],
  ])("is in the order of the console's language, %s", (language, inOrder) => {
    const named = [token("1", "Zug"), token("2", "Ärger")];
    expect(names(seen(named, look({ order: "name" }), language).found)).toEqual(inOrder);
  });

  it("finds the same wherever the browser is: in Turkish, a small I has no dot", () => {
    vi.spyOn(String.prototype, "toLocaleLowerCase").mockReturnValue("cı");

    expect(names(seen(tokens, look({ text: "ci" }), "en").found)).toEqual(["CI 10", "ci 9"]);
  });

  it("is at those in use, or at those that have ended", () => {
    expect(names(seen(tokens, look({ showsEnded: true }), "en").found)).toEqual(["old"]);
  });

  it("leaves the tokens as they are", () => {
    const before = names(tokens);
    seen(tokens, look({ order: "name" }), "en");
    expect(names(tokens)).toEqual(before);
  });

  it("is at ten at a time, and at the last ones where there is no such page any more", () => {
    const many = Array.from({ length: 23 }, (_, i) => token(String(i)));
    expect(names(seen(many, look({ page: 1 }), "en").onPage)).toEqual(
      Array.from({ length: 10 }, (_, i) => String(10 + i)),
    );
    expect(seen(many, look({ page: 7 }), "en")).toMatchObject({
      first: 20,
      onPage: many.slice(20),
    });
    expect(seen([], look({ page: 7 }), "en")).toMatchObject({ first: 0, onPage: [] });
  });
});

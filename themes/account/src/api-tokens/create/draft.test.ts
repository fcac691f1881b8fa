import { beforeEach, describe, expect, it, vi } from "vitest";
import { allowed, draftOfLink, savedDraft, saveDraft, withoutDraft } from "./draft";

const limits = { neverExpiresAllowed: false, defaultLifetimeDays: null, maxLifetimeDays: 60 };

describe("draftOfLink", () => {
  it.each([
    ["?name=CI&expires=30d", { name: "CI", expiration: { choice: "30d" } }],
    ["?name=CI%20%26%20co", { name: "CI & co", expiration: {} }],
    ["?expires=never", { name: "", expiration: { choice: "never" } }],
    [
      "?name=a&expires=2027-03-03",
      { name: "a", expiration: { choice: "date", date: "2027-03-03" } },
    ],
    ["?name=a&expires=2027-02-30", { name: "a", expiration: {} }],
    ["?name=a&expires=0d", { name: "a", expiration: {} }],
    ["?name=a&expires=javascript:alert(1)", { name: "a", expiration: {} }],
    [
      "?resource=graphql-api&resource=mcp-server&scope=projects:read%20projects:write",
      {
        name: "",
        expiration: {},
        access: {
          isLimited: true,
          resources: ["graphql-api", "mcp-server"],
          scopes: ["projects:read", "projects:write"],
        },
      },
    ],
    ["?name=a&resource=&scope=", { name: "a", expiration: {} }],
    ["?referrer=app", undefined],
    ["", undefined],
  ])("of %s is %j", (search, draft) => {
    expect(draftOfLink(search)).toEqual(draft);
  });

  it("leaves nothing of itself in the address", () => {
    expect(withoutDraft("?name=a&expires=30d")).toBe("");
    expect(withoutDraft("?referrer=app&name=a")).toBe("?referrer=app");
    expect(withoutDraft("?description=d&resource=a&resource=b&scope=c")).toBe("");
  });
});

describe("allowed", () => {
  it("keeps what the realm allows and falls back for the rest", () => {
    expect(allowed({ choice: "30d" }, limits, "7d")).toEqual({ choice: "30d", date: "" });
    expect(allowed({ choice: "90d" }, limits, "7d")).toEqual({ choice: "7d", date: "" });
    expect(allowed({ choice: "never" }, limits, "7d")).toEqual({ choice: "7d", date: "" });
    expect(allowed({}, limits, "7d")).toEqual({ choice: "7d", date: "" });
    expect(allowed({ choice: "date", date: "2027-01-01" }, limits, "7d")).toEqual({
      choice: "date",
      date: "2027-01-01",
    });
  });
});

describe("a saved draft", () => {
  const stored = new Map<string, string>();

  beforeEach(() => {
    stored.clear();
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    });
  });

  const draft = {
    name: "CI",
    expiration: { choice: "30d" as const, date: "" },
    access: { isLimited: true, resources: ["mcp"], scopes: ["projects:read"] },
  };

  it("comes back for the person who typed it", () => {
    saveDraft("alice", draft);
    expect(savedDraft("alice")).toEqual(draft);
  });

  it("is nobody else's", () => {
    saveDraft("alice", draft);
    expect(savedDraft("bob")).toBeUndefined();
  });

  it("is gone when it is no longer wanted", () => {
    saveDraft("alice", draft);
    saveDraft("alice", undefined);
    expect(savedDraft("alice")).toBeUndefined();
  });

  it("is not kept with a token in it, wherever that was pasted", () => {
    const secret = `kcat_${"a".repeat(49)}`;
    for (const part of [
      { name: secret },
      { description: `old: ${secret}` },
      { addresses: secret },
    ]) {
      saveDraft("alice", draft);
      saveDraft("alice", { ...draft, ...part });
      expect([...stored.values()].join()).toBe("");
    }
  });

  it("does no harm when it can't be read", () => {
    stored.set("api-tokens.draft", "{");
    expect(savedDraft("alice")).toBeUndefined();
  });
});

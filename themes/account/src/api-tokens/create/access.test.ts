import { describe, expect, it } from "vitest";
import {
  type Access,
  distinctScopes,
  faultOfAccess,
  FULL,
  isFull,
  limitsOf,
  limitsWith,
  offered,
  scopesOf,
  serversOf,
  withScope,
} from "./access";
import type { ApiToken, ResourceServer } from "../rest/apiToken";

const read = { name: "projects:read", consentText: "See your projects" };
const write = { name: "projects:write", consentText: "Change your projects" };
const server = (id: string, scopes = [read, write]): ResourceServer => ({
  id,
  name: id,
  type: "http",
  endpoint: null,
  maxLifetimeDays: null,
  limitedOnly: false,
  addressesRequired: false,
  scopes,
});
const servers = [server("graphql"), server("mcp"), server("plain", [])];

const limited = (resources: string[], scopes: string[]): Access => ({
  isLimited: true,
  resources,
  scopes,
});

const token = (limits: Partial<ApiToken>) =>
  ({
    scopes: [],
    resources: [],
    removedScopes: [],
    removedResources: [],
    ...limits,
  }) as unknown as ApiToken;

describe("faultOfAccess", () => {
  it.each([
    [FULL, undefined],
    [limited([], []), "server_missing"],
    [limited(["gone"], ["projects:read"]), "server_missing"],
    [limited(["graphql"], []), "scope_missing"],
    [limited(["graphql"], ["projects:read"]), undefined],
    [limited(["plain"], []), undefined],
    [limited(["plain"], ["projects:read"]), undefined],
    [limited(["plain", "mcp"], []), "scope_missing"],
  ])("of %j is %s", (access, fault) => {
    expect(faultOfAccess(access, scopesOf(access, servers), servers)).toBe(fault);
  });
});

describe("withScope", () => {
  it("has one organization at the most", () => {
    const acme = withScope(["email"], "organization:acme", true);
    expect(acme).toEqual(["email", "organization:acme"]);
    expect(withScope(acme, "organization:globex", true)).toEqual(["email", "organization:globex"]);
    expect(withScope(acme, "organization:acme", false)).toEqual(["email"]);
    expect(withScope(acme, "email", false)).toEqual(["organization:acme"]);
  });

  it("needs no choice of an organization", () => {
    const api = [server("api", [{ name: "organization:acme", consentText: "Acme" }])];
    expect(faultOfAccess(limited(["api"], []), [], api)).toBeUndefined();
  });
});

describe("limitsWith", () => {
  const realm = { neverExpiresAllowed: true, defaultLifetimeDays: null, maxLifetimeDays: 90 };
  const strict = { ...server("strict"), maxLifetimeDays: 7 };
  const lax = { ...server("lax"), maxLifetimeDays: 365 };

  it.each([
    [FULL, 90],
    [limited([], []), 90],
    [limited(["graphql"], []), 90],
    [limited(["lax"], []), 90],
    [limited(["strict"], []), 7],
    [limited(["lax", "strict"], []), 7],
    [{ ...limited(["strict"], []), isLimited: false }, 90],
  ])("of %j are %d days", (access, days) => {
    expect(limitsWith(realm, access, [...servers, strict, lax])).toEqual({
      ...realm,
      neverExpiresAllowed: false,
      maxLifetimeDays: days,
    });
  });

  it("are those of the realm where nobody sets any", () => {
    const none = { ...realm, maxLifetimeDays: null };
    expect(limitsWith(none, limited(["graphql"], []), servers)).toEqual(none);
    expect(limitsWith(none, limited(["strict"], []), [strict]).neverExpiresAllowed).toBe(false);
  });
});

describe("limitsOf", () => {
  it("is nothing for full access", () => {
    expect(limitsOf(FULL, servers)).toEqual({});
  });

  it("leaves out scopes that no chosen server has", () => {
    expect(limitsOf(limited(["plain"], ["projects:read"]), servers)).toEqual({
      resources: ["plain"],
    });
    expect(limitsOf(limited(["mcp"], ["projects:read"]), servers)).toEqual({
      resources: ["mcp"],
      scopes: ["projects:read"],
    });
  });
});

describe("offered", () => {
  it("keeps what is still there, and never turns a limit into none", () => {
    expect(offered(undefined, servers, false)).toEqual(limited([], []));
    expect(offered(undefined, servers, true)).toEqual(FULL);
    expect(offered(limited(["mcp", "gone"], ["projects:read", "gone"]), servers, true)).toEqual(
      limited(["mcp"], ["projects:read"]),
    );
    expect(offered(limited(["gone"], ["gone"]), servers, true)).toEqual(limited([], []));
  });

  it("takes scopes alone for each resource server that has one of them", () => {
    expect(offered(limited([], ["projects:read"]), servers, true)).toEqual(
      limited(["graphql", "mcp"], ["projects:read"]),
    );
  });
});

describe("serversOf", () => {
  it("is all of them with all scopes when nothing is limited", () => {
    expect(serversOf(token({}), servers)).toEqual(servers);
    expect(isFull(token({}))).toBe(true);
  });

  it("is what the token has", () => {
    const some = token({ resources: ["mcp"], scopes: ["projects:read"] });
    expect(serversOf(some, servers)).toEqual([server("mcp", [read])]);
    expect(isFull(some)).toBe(false);
  });

  it("does not take a limit of which nothing is left for none", () => {
    const none = token({ removedScopes: ["reports"] });
    expect(isFull(none)).toBe(false);
    expect(serversOf(none, servers).flatMap(({ scopes }) => scopes)).toEqual([]);
    const nowhere = token({ removedResources: ["mcp"] });
    expect(isFull(nowhere)).toBe(false);
    expect(serversOf(nowhere, servers)).toEqual([]);
  });
});

it("names a scope once that several servers have", () => {
  expect(distinctScopes(servers)).toEqual([read, write]);
});

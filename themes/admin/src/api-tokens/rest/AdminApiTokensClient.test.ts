import { afterEach, describe, expect, it, vi } from "vitest";
import { AdminApiTokensClient } from "./AdminApiTokensClient";
import { firstPage, noFilter } from "./filter";

const signal = new AbortController().signal;

/** A server that answers every call alike, and the calls that it had. */
function server(answer: object) {
  const calls: string[] = [];
  vi.stubGlobal("fetch", (url: string, { method, body }: { method: string; body?: string }) => {
    calls.push([method, url, body].filter(Boolean).join(" "));
    return Promise.resolve(Response.json(answer));
  });
  return calls;
}

const client = new AdminApiTokensClient("/base", () => Promise.resolve("access"));

afterEach(() => vi.unstubAllGlobals());

describe("the admin REST", () => {
  it("is asked for a page and the number of what a filter finds", async () => {
    const calls = server({ count: 3, more: false });
    const filter = { ...noFilter, search: "ci" };
    await client.list(filter, firstPage, signal);
    expect(await client.count(filter, signal)).toEqual({ count: 3, more: false });
    expect(calls).toEqual([
      "GET /base?search=ci&first=0&max=20&sort=createdAt&direction=desc",
      "GET /base/count?search=ci",
    ]);
  });

  it("is asked for one token", async () => {
    const calls = server({ id: "a/b" });
    expect(await client.token("a/b")).toEqual({ id: "a/b" });
    expect(calls).toEqual(["GET /base/a%2Fb"]);
  });

  it("revokes one, some, or what a filter finds", async () => {
    const calls = server({ revoked: 2 });
    await client.revoke("a/b");
    expect(await client.revokeThese(["a", "b"])).toBe(2);
    expect(await client.revokeMatching({ ...noFilter, status: "active" })).toBe(2);
    expect(calls).toEqual([
      "DELETE /base/a%2Fb",
      'POST /base/revoke {"ids":["a","b"]}',
      'POST /base/revoke {"status":"active"}',
    ]);
  });

  it("has a token to look up in the body, never in the address", async () => {
    const calls = server({});
    await client.lookup("kcat_secret");
    expect(calls).toEqual(['POST /base/lookup {"token":"kcat_secret"}']);
  });

  it("says what the settings are and how they are defined", async () => {
    const calls = server({});
    await client.settings(signal);
    await client.settingDefinitions(signal);
    await client.unreadableSettings(signal);
    await client.saveSettings({ maxPerUser: null });
    expect(calls).toEqual([
      "GET /base/settings",
      "GET /base/settings/definitions",
      "GET /base/settings/unreadable",
      'PUT /base/settings {"maxPerUser":null}',
    ]);
  });

  it("tells of resource servers, and tries out introspection at one", async () => {
    const calls = server({});
    await client.servers(signal);
    await client.tryOut("https://api", "alice");
    await client.tryOut("shop", "");
    expect(calls).toEqual([
      "GET /base/resource-servers",
      'POST /base/resource-servers/https%3A%2F%2Fapi/trial {"username":"alice"}',
      "POST /base/resource-servers/shop/trial {}",
    ]);
  });
});

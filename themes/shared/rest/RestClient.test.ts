import { afterEach, describe, expect, it, vi } from "vitest";
import { RestClient } from "./RestClient";
import { RestError } from "./RestError";

type Sent = { url: string; request: RequestInit };

/** A server that answers every call alike, and the calls that it had. */
function server(status: number, body?: string) {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", (url: string, request: RequestInit) => {
    sent.push({ url, request });
    return Promise.resolve(new Response(body, { status }));
  });
  return sent;
}

const client = new RestClient("https://kc/base", () => Promise.resolve("access"));
const failureOf = (call: Promise<unknown>) => call.then(() => undefined, RestError.of);

afterEach(() => vi.unstubAllGlobals());

describe("a call", () => {
  it("is sent with the access token, and with a body when it has one", async () => {
    const sent = server(200, "{}");
    await client.get("/a");
    await client.put("/b", { name: "CI" });
    expect(sent).toMatchObject([
      {
        url: "https://kc/base/a",
        request: { method: "GET", headers: { authorization: "Bearer access" }, body: undefined },
      },
      {
        url: "https://kc/base/b",
        request: {
          method: "PUT",
          headers: { authorization: "Bearer access", "content-type": "application/json" },
          body: '{"name":"CI"}',
        },
      },
    ]);
  });

  it("answers with nothing when the server does", async () => {
    server(204);
    await expect(client.delete("/a")).resolves.toBeUndefined();
  });

  it("ends as the one who gave it up wants, not as one that nobody answered", async () => {
    const controller = new AbortController();
    const reason = new Error("given up");
    vi.stubGlobal("fetch", (_: string, { signal }: { signal: AbortSignal }) => {
      controller.abort(reason);
      return Promise.reject(signal.reason as Error);
    });
    await expect(client.get("/a", controller.signal)).rejects.toBe(reason);
  });
});

describe("a call that fails", () => {
  it.each([
    [403, '{"error":"reauthentication_required"}', "reauthentication_required"],
    [403, '{"error":"HTTP 403 Forbidden"}', "forbidden"],
    [404, '{"error":"not_found"}', "not_found"],
    [404, '{"error":"Realm not found."}', "unexpected"],
    [401, '{"error":"invalid_token"}', "signed_out"],
    [503, '{"error":"temporarily_unavailable"}', "temporarily_unavailable"],
    [504, "<html>", "temporarily_unavailable"],
    [429, "Too Many Requests", "temporarily_unavailable"],
    [500, "null", "unexpected"],
    [400, "{", "unexpected"],
  ])("with %d and %s says %s", async (status, body, code) => {
    server(status, body);
    expect((await failureOf(client.get("/a")))?.code).toBe(code);
  });

  it("says what is wrong with single members", async () => {
    const faults = [{ member: "maxPerUser", expected: "a whole number from 1 to 10000" }];
    server(400, JSON.stringify({ error: "invalid_request", faults }));
    expect(await failureOf(client.put("/settings", {}))).toMatchObject({
      code: "invalid_request",
      faults,
    });
  });
});

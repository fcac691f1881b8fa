import { afterEach, describe, expect, it, vi } from "vitest";
import { RestError } from "../../../../shared/rest/RestError";
import { ApiTokensClient } from "./ApiTokensClient";

const signedIn = {
  authenticated: true,
  token: "access",
  updateToken: () => Promise.resolve(true),
};

const answer = (status: number, body?: object) =>
  vi.stubGlobal("fetch", () =>
    Promise.resolve(new Response(body && JSON.stringify(body), { status })),
  );

const codeOfList = (keycloak: ConstructorParameters<typeof ApiTokensClient>[1] = signedIn) =>
  new ApiTokensClient("https://kc/realms/demo/api-tokens", keycloak).list(200).then(
    () => "none",
    (error: unknown) => RestError.of(error).code,
  );

afterEach(() => vi.unstubAllGlobals());

describe("a call that fails", () => {
  it.each([
    [409, { error: "name_in_use" }, "name_in_use"],
    [403, { error: "reauthentication_required" }, "reauthentication_required"],
    [400, { error: "unknown_scope" }, "unknown_scope"],
    [400, { error: "unknown_resource" }, "unknown_resource"],
    [409, { error: "invalid_request" }, "invalid_request"],
    [400, { error: "of_the_future" }, "unexpected"],
    [401, { error: "invalid_token" }, "signed_out"],
    [500, undefined, "unexpected"],
    [502, undefined, "temporarily_unavailable"],
    [503, { error: "temporarily_unavailable" }, "temporarily_unavailable"],
  ])("with %d and %j says %s", async (status, body, code) => {
    answer(status, body);
    expect(await codeOfList()).toBe(code);
  });

  it("without an answer says that nobody is there", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await codeOfList()).toBe("unreachable");
  });

  it("before the call tells a session that is over from a server that is away", async () => {
    answer(200, []);
    const refused = () => Promise.reject(new Error("refused"));
    expect(await codeOfList({ ...signedIn, authenticated: false, updateToken: refused })).toBe(
      "signed_out",
    );
    expect(await codeOfList({ ...signedIn, updateToken: refused })).toBe("unreachable");
  });
});

describe("a list", () => {
  const api = new ApiTokensClient("https://kc/realms/demo/api-tokens", signedIn);

  /** Somebody's tokens, by their places. */
  const serve = (ids: string[]) => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", (url: string) => {
      const { search, searchParams } = new URL(url);
      asked.push(search);
      const first = Number(searchParams.get("first"));
      const page = ids
        .slice(first, first + Number(searchParams.get("max")))
        .map((id) => ({ id, status: id.startsWith("active") ? "active" : "revoked" }));
      return Promise.resolve(new Response(JSON.stringify(page)));
    });
    return asked;
  };
  const many = Array.from({ length: 2500 }, (_, place) => `token ${place}`);
  const idsOf = async (max: number) => (await api.list(max)).tokens.map(({ id }) => id);

  it("of no more than a page is asked for once", async () => {
    const asked = serve(many);
    expect(await idsOf(200)).toEqual(many.slice(0, 200));
    expect(asked).toEqual(["?max=201"]);
  });

  it("of more goes on page by page, to the end", async () => {
    const asked = serve(many);
    expect(await idsOf(1200)).toEqual(many.slice(0, 1200));
    expect(asked).toEqual(["?max=1000", "?first=1000&max=201"]);
    expect(await idsOf(9000)).toEqual(many);
  });

  it("has all that are active, however many there are, and says whether there are more that ended", async () => {
    const active = Array.from({ length: 1300 }, (_, place) => `active ${place}`);
    for (const [ids, max, count, hasMore] of [
      [[...active, ...many], 200, 1300, true],
      [[...active, ...many], 1400, 1400, true],
      [active, 200, 1300, false],
      [active.slice(0, 200), 200, 200, false],
      [many.slice(0, 200), 200, 200, false],
      [many.slice(0, 201), 200, 200, true],
    ] as const) {
      serve([...ids]);
      const list = await api.list(max);
      expect(list.tokens.map(({ id }) => id)).toEqual(ids.slice(0, count));
      expect(list.hasMore).toBe(hasMore);
    }
  });

  it("tells of a token once that has moved to the next page meanwhile", async () => {
    serve([...many.slice(0, 1000), ...many.slice(999, 1000)]);
    expect(await idsOf(1200)).toEqual(many.slice(0, 1000));
  });
});

describe("a call", () => {
  it("sends the expiration as an instant, and none when there is none", async () => {
    const bodies: unknown[] = [];
    vi.stubGlobal("fetch", (_: string, { body }: { body: string }) => {
      bodies.push(JSON.parse(body));
      return Promise.resolve(new Response("{}", { status: 201 }));
    });
    const api = new ApiTokensClient("https://kc/realms/demo/api-tokens", signedIn);
    await api.create("a", " two\nlines ", new Date("2027-03-02T23:00:00Z"), {});
    await api.create("b", " ", null, { resources: ["mcp"] });
    // Left out, the token would live as long again.
    await api.rotate("id", null, 3600);
    expect(bodies).toEqual([
      { name: "a", description: " two\nlines ", expiresAt: "2027-03-02T23:00:00.000Z" },
      { name: "b", resources: ["mcp"] },
      { expiresAt: null, graceSeconds: 3600 },
    ]);
  });
});

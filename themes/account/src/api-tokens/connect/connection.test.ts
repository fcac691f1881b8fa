import { describe, expect, it } from "vitest";
import { connectionTo, transportOf } from "./connection";
import { server } from "./connect.fixture";

const namesOf = (id: string) => {
  const { name, variable, input } = connectionTo(server({ id }));
  return { name, variable, input };
};

describe("what a client calls a resource server", () => {
  it("is the client id, where that is a name", () => {
    expect(namesOf("mcp-server")).toEqual({
      name: "mcp-server",
      variable: "API_TOKEN_MCP_SERVER",
      input: "api-token-mcp-server",
    });
  });

  it("is a name whatever the client id is, and no two share one", () => {
    const ids = [
      ..."a b,a-b,a_b,A-b,a--b,-a-b,a.b,https://api.example.org/a,1a,github,ci-job,ä,東京, ,'$(x)".split(
        ",",
      ),
    ];
    const names = ids.map(namesOf);
    for (const key of ["name", "variable", "input"] as const) {
      expect(new Set(names.map((one) => one[key])).size).toBe(ids.length);
    }
    for (const { name, variable, input } of names) {
      expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(variable).toMatch(/^API_TOKEN_[A-Z0-9_]+$/);
      expect(input).toMatch(/^[a-z0-9-]+$/);
    }
  });
});

it("names the transports", () => {
  expect(["mcp", "graphql", "http", "other"].map(transportOf)).toEqual([
    "apiTokensTransportMcp",
    "apiTokensTransportGraphql",
    "apiTokensTransportHttp",
    "apiTokensTransportHttp",
  ]);
});

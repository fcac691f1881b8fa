import { describe, expect, it } from "vitest";
import { type Client, draftOf, isConfidential, noServer, withDraft } from "./draft";

const client: Client = {
  id: "1",
  clientId: "shop",
  baseUrl: "/graphql",
  attributes: { other: "stays", "api-tokens.type": "graphql", "api-tokens.check": "true" },
};

describe("a resource server's form", () => {
  it("shows the client as it is", () => {
    expect(draftOf(client)).toEqual({
      clientId: "shop",
      isTaking: true,
      type: "graphql",
      address: "/graphql",
      check: true,
      exchange: false,
    });
    expect(draftOf({ attributes: { "api-tokens.type": "odd" } }).type).toBe("http");
  });

  it("changes nothing else of the client", () => {
    const draft = {
      ...noServer,
      type: "mcp",
      address: " https://mcp.example.org/mcp ",
      exchange: true,
    };
    expect(withDraft(client, draft)).toEqual({
      id: "1",
      clientId: "shop",
      baseUrl: "https://mcp.example.org/mcp",
      attributes: {
        other: "stays",
        "api-tokens.enabled": "true",
        "api-tokens.type": "mcp",
        "api-tokens.check": "",
        "api-tokens.exchange": "true",
      },
    });
    expect(
      withDraft(client, { ...draft, isTaking: false }).attributes?.["api-tokens.enabled"],
    ).toBe("");
  });
});

it("is for clients that can prove who they are", () => {
  expect(isConfidential({})).toBe(true);
  expect(isConfidential({ publicClient: true })).toBe(false);
  expect(isConfidential({ bearerOnly: true })).toBe(false);
  expect(isConfidential({ protocol: "saml" })).toBe(false);
});

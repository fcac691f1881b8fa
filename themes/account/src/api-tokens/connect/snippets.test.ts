import { describe, expect, it } from "vitest";
import { snippetsFor, transportOf } from "./snippets";

const mcp = {
  id: "mcp-server",
  name: "MCP server",
  type: "mcp",
  endpoint: "https://mcp.example.org/mcp",
  maxLifetimeDays: null,
  limitedOnly: false,
  addressesRequired: false,
  scopes: [],
};
const graphQl = {
  id: "graphql-api",
  name: "GraphQL API",
  type: "graphql",
  endpoint: "https://api.example.org/graphql",
  maxLifetimeDays: null,
  limitedOnly: false,
  addressesRequired: false,
  scopes: [],
};
const token = "kcat_0123456789";

const text = (client: string, server = mcp) =>
  snippetsFor(server, token)
    .find((snippet) => snippet.client === client)
    ?.blocks.map((block) => block.text)
    .join("\n");

const fileOf = (client: string) =>
  JSON.parse(
    snippetsFor(mcp, token)
      .find((snippet) => snippet.client === client)
      ?.blocks.find(({ kind }) => kind === "file")?.text ?? "",
  ) as unknown;

describe("snippets of an MCP server", () => {
  it("add it to Claude Code by command", () => {
    expect(text("Claude Code")).toBe(
      `claude mcp add --transport http mcp-server https://mcp.example.org/mcp --header 'Authorization: Bearer ${token}'`,
    );
  });

  it("give Claude Code's file the token by environment variable", () => {
    expect(text("Claude Code (.mcp.json)")).toContain(`export API_TOKEN=${token}\n`);
    expect(fileOf("Claude Code (.mcp.json)")).toEqual({
      mcpServers: {
        "mcp-server": {
          type: "http",
          url: mcp.endpoint,
          headers: { Authorization: "Bearer ${API_TOKEN}" },
        },
      },
    });
  });

  it("bridge Claude Desktop, which reaches no remote server by its file", () => {
    expect(fileOf("Claude Desktop")).toEqual({
      mcpServers: {
        "mcp-server": {
          command: "npx",
          args: ["-y", "mcp-remote", mcp.endpoint, "--header", "Authorization:${AUTH}"],
          env: { AUTH: `Bearer ${token}` },
        },
      },
    });
  });

  it("give Cursor the token by environment variable", () => {
    expect(fileOf("Cursor")).toEqual({
      mcpServers: {
        "mcp-server": {
          url: mcp.endpoint,
          headers: { Authorization: "Bearer ${env:API_TOKEN}" },
        },
      },
    });
  });

  it("let VS Code ask for the token", () => {
    expect(fileOf("VS Code")).toEqual({
      inputs: [{ type: "promptString", id: "token", description: "API token", password: true }],
      servers: {
        "mcp-server": {
          type: "http",
          url: mcp.endpoint,
          headers: { Authorization: "Bearer ${input:token}" },
        },
      },
    });
    expect(text("VS Code")).toContain(token);
  });

  it("stand for a token that nobody has yet", () => {
    expect(
      snippetsFor(mcp).every(({ blocks }) => blocks.every((b) => !b.text.includes("kcat"))),
    ).toBe(true);
    expect(JSON.stringify(snippetsFor(mcp))).toContain("<your-token>");
  });
});

describe("snippets of other servers", () => {
  it("ask a GraphQL API what any of them can answer", () => {
    expect(text("curl", graphQl)).toBe(
      `export API_TOKEN=${token}\ncurl https://api.example.org/graphql \\\n  -H "Authorization: Bearer $API_TOKEN" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"query": "{ __typename }"}'`,
    );
  });

  it("quote an address that a shell would read otherwise", () => {
    const endpoint = "https://api.example.org/?a=1&b='2'";
    expect(text("curl", { ...graphQl, type: "http", endpoint })).toContain(
      `curl 'https://api.example.org/?a=1&b='\\''2'\\''' \\\n`,
    );
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

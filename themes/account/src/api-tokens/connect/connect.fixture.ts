import type { ResourceServer } from "../rest/apiToken";
import { connectionTo, type PublishedServer } from "./connection";

export const TOKEN = "kcat_0123456789";

/** A resource server that can be called. */
export const server = (
  changes: Partial<ResourceServer> & { endpoint?: string } = {},
): PublishedServer => ({
  id: "mcp-server",
  name: "MCP server",
  type: "mcp",
  endpoint: "https://mcp.example.org/mcp",
  maxLifetimeDays: null,
  limitedOnly: false,
  addressesRequired: false,
  scopes: [],
  ...changes,
});

export const MCP = connectionTo(server(), TOKEN);

export const GRAPHQL = connectionTo(
  server({ id: "graphql-api", type: "graphql", endpoint: "https://api.example.org/graphql" }),
  TOKEN,
);

/** What is to be quoted, wherever it stands. */
export const ODD = connectionTo(
  server({ id: "odd", type: "http", endpoint: `https://api.example.org/?a=1&b='2'&c="$(x)\`y\`"` }),
  TOKEN,
);

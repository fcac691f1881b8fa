import type { ResourceServer } from "../rest/apiToken";

/** Something to copy. The file is where it goes; without one it is for a shell or, when prompted, a dialog. */
export type Block = {
  kind: "shell" | "file" | "prompt";
  file?: string;
  text: string;
};

/** How one client connects to one resource server. */
export type Snippet = { client: string; blocks: Block[] };

/** Stands for the token where there is none to show. */
export const PLACEHOLDER = "<your-token>";

const VARIABLE = "API_TOKEN";

/** The header that authorizes a call. */
export const authorization = (token: string) => `Authorization: Bearer ${token}`;

/** What a server's transport is called. */
export function transportOf(type: string) {
  switch (type) {
    case "mcp":
      return "apiTokensTransportMcp" as const;
    case "graphql":
      return "apiTokensTransportGraphql" as const;
    default:
      return "apiTokensTransportHttp" as const;
  }
}

/**
 * Ready-made settings for the clients of a resource server. The token stands in an environment variable where the
 * client can read one, and then the line that sets it comes first.
 *
 * @param token the token, or undefined for a placeholder
 */
export function snippetsFor(
  server: ResourceServer & { endpoint: string },
  token: string = PLACEHOLDER,
): Snippet[] {
  return server.type === "mcp"
    ? mcpSnippets(server.id, server.endpoint, token)
    : [curl(server, token)];
}

function mcpSnippets(id: string, url: string, token: string): Snippet[] {
  const name = id.replace(/[^A-Za-z0-9_-]+/g, "-");
  const exported: Block = { kind: "shell", text: exportLine(token) };
  return [
    {
      client: "Claude Code",
      blocks: [
        {
          kind: "shell",
          text: `claude mcp add --transport http ${name} ${shell(url)} --header ${shell(authorization(token))}`,
        },
      ],
    },
    {
      client: "Claude Code (.mcp.json)",
      blocks: [
        exported,
        json(".mcp.json", {
          mcpServers: {
            [name]: { type: "http", url, headers: bearer(`\${${VARIABLE}}`) },
          },
        }),
      ],
    },
    {
      client: "Claude Desktop",
      blocks: [
        json("claude_desktop_config.json", {
          mcpServers: {
            [name]: {
              command: "npx",
              args: ["-y", "mcp-remote", url, "--header", "Authorization:${AUTH}"],
              env: { AUTH: `Bearer ${token}` },
            },
          },
        }),
      ],
    },
    {
      client: "Cursor",
      blocks: [
        exported,
        json("~/.cursor/mcp.json", {
          mcpServers: {
            [name]: { url, headers: bearer(`\${env:${VARIABLE}}`) },
          },
        }),
      ],
    },
    {
      client: "VS Code",
      blocks: [
        json(".vscode/mcp.json", {
          inputs: [
            {
              type: "promptString",
              id: "token",
              description: "API token",
              password: true,
            },
          ],
          servers: {
            [name]: { type: "http", url, headers: bearer("${input:token}") },
          },
        }),
        { kind: "prompt", text: token },
      ],
    },
  ];
}

function curl({ type, endpoint }: ResourceServer & { endpoint: string }, token: string): Snippet {
  const header = `-H "${authorization(`$${VARIABLE}`)}"`;
  const body =
    type === "graphql"
      ? ` \\\n  -H 'Content-Type: application/json' \\\n  -d '{"query": "{ __typename }"}'`
      : "";
  return {
    client: "curl",
    blocks: [
      {
        kind: "shell",
        text: `${exportLine(token)}\ncurl ${shell(endpoint)} \\\n  ${header}${body}`,
      },
    ],
  };
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

const exportLine = (token: string) => `export ${VARIABLE}=${shell(token)}`;

const json = (file: string, value: object): Block => ({
  kind: "file",
  file,
  text: JSON.stringify(value, null, 2),
});

/** One word for a shell, quoted where it needs to be. */
const shell = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

import type { System } from "../clients";
import type { Connection } from "../connection";
import { atHome, isWindows, shellOf } from "./shells";
import { json, type Step, yaml } from "./step";

/** Asks for the token, and shows what to answer. */
export const asked = ({ variable, token }: Connection, system: System): Step[] => [
  { kind: "ask", text: shellOf(system).ask(variable) },
  { kind: "secret", text: token },
];

/** Keeps the token among its own settings. */
export function claudeCode(connection: Connection, system: System): Step[] {
  const { name, url, variable } = connection;
  const { word, value, lines } = shellOf(system);
  return [
    ...asked(connection, system),
    {
      kind: "shell",
      text: lines(
        `claude mcp add --transport http ${name} ${word(url)}`,
        `--header "Authorization: Bearer ${value(variable)}"`,
      ),
    },
  ];
}

export const claudeCodeProject = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  json(
    ".mcp.json",
    {
      mcpServers: {
        [connection.name]: {
          type: "http",
          url: connection.url,
          headers: { Authorization: `Bearer \${${connection.variable}}` },
        },
      },
    },
    "mcpServers",
  ),
];

export const codex = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  {
    kind: "file",
    file: atHome(system, ".codex/config.toml"),
    text: [
      `[mcp_servers.${connection.name}]`,
      // What is a text in JSON is one in TOML.
      `url = ${JSON.stringify(connection.url)}`,
      `bearer_token_env_var = "${connection.variable}"`,
      "",
    ].join("\n"),
    member: "mcp_servers",
  },
];

export const gemini = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  json(
    atHome(system, ".gemini/settings.json"),
    {
      mcpServers: {
        [connection.name]: {
          httpUrl: connection.url,
          headers: { Authorization: `Bearer \${${connection.variable}}` },
        },
      },
    },
    "mcpServers",
  ),
];

/** Looks for the variable in its environment and in what it keeps of secrets. */
export const goose = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  yaml(
    isWindows(system)
      ? "%APPDATA%\\Block\\goose\\config\\config.yaml"
      : "~/.config/goose/config.yaml",
    {
      extensions: {
        [connection.name]: {
          enabled: true,
          name: connection.name,
          type: "streamable_http",
          uri: connection.url,
          timeout: 300,
          env_keys: [connection.variable],
          headers: { Authorization: `Bearer \${${connection.variable}}` },
        },
      },
    },
    "extensions",
  ),
];

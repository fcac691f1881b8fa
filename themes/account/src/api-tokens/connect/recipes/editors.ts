import type { System } from "../clients";
import type { Connection } from "../connection";
import { atHome, isWindows, shellOf } from "./shells";
import { json, type Step } from "./step";
import { asked } from "./terminals";

/** Most of them are started by a click, and then see no variable that a shell has set. */
const askedAndShared = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  { kind: "share", text: shellOf(system).share(connection.variable) },
];

export function cursor(connection: Connection, system: System): Step[] {
  const { name, url, variable } = connection;
  const server = { url, headers: { Authorization: `Bearer \${env:${variable}}` } };
  return [
    ...askedAndShared(connection, system),
    {
      kind: "link",
      href: `cursor://anysphere.cursor-deeplink/mcp/install?name=${name}&config=${encodeURIComponent(base64(JSON.stringify(server)))}`,
    },
    json(atHome(system, ".cursor/mcp.json"), { mcpServers: { [name]: server } }, "mcpServers"),
  ];
}

export const windsurf = (connection: Connection, system: System): Step[] => [
  ...askedAndShared(connection, system),
  json(
    atHome(system, ".codeium/windsurf/mcp_config.json"),
    {
      mcpServers: {
        [connection.name]: {
          serverUrl: connection.url,
          headers: { Authorization: `Bearer \${env:${connection.variable}}` },
        },
      },
    },
    "mcpServers",
  ),
];

/** Asks for the token when it first needs it, and keeps it safe. */
export function vsCode({ name, url, label, input, token }: Connection): Step[] {
  const inputs = [
    { type: "promptString", id: input, description: `API token: ${label}`, password: true },
  ];
  const server = { type: "http", url, headers: { Authorization: `Bearer \${input:${input}}` } };
  return [
    {
      kind: "link",
      href: `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, inputs, ...server }))}`,
    },
    json(".vscode/mcp.json", { inputs, servers: { [name]: server } }, "inputs, servers"),
    { kind: "secret", text: token },
  ];
}

/** Reads no variables: the token stands in its file. */
export const zed = ({ name, url, token }: Connection, system: System): Step[] => [
  json(
    isWindows(system) ? "%APPDATA%\\Zed\\settings.json" : "~/.config/zed/settings.json",
    { context_servers: { [name]: { url, headers: { Authorization: `Bearer ${token}` } } } },
    "context_servers",
  ),
];

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

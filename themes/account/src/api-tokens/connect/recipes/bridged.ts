import type { System } from "../clients";
import type { Connection } from "../connection";
import { isWindows } from "./shells";
import { json, type Step } from "./step";

/** The version that the tests of the whole product run. Another one is somebody else's code with the token in its hands. */
export const MCP_REMOTE = "mcp-remote@0.15.1";

/** Those that start local programs only reach a server by a bridge. The token is in its environment, not among its arguments. */
const bridge = ({ name, url, variable, token }: Connection) => ({
  mcpServers: {
    [name]: {
      command: "npx",
      args: [
        "-y",
        MCP_REMOTE,
        url,
        ...(needsLeave(url) ? ["--allow-http"] : []),
        "--header",
        `Authorization:\${${variable}}`,
      ],
      env: { [variable]: `Bearer ${token}` },
    },
  },
});

export const claudeDesktop = (connection: Connection, system: System): Step[] => [
  json(
    isWindows(system)
      ? "%APPDATA%\\Claude\\claude_desktop_config.json"
      : "~/Library/Application Support/Claude/claude_desktop_config.json",
    bridge(connection),
    "mcpServers",
  ),
];

export const jetBrains = (connection: Connection): Step[] => [
  json(
    "Settings › Tools › AI Assistant › Model Context Protocol (MCP) › Add › As JSON",
    bridge(connection),
  ),
];

/** Whether the bridge has to be told that the address is meant, which goes unprotected over a network. */
function needsLeave(address: string) {
  try {
    const { protocol, hostname } = new URL(address);
    return protocol === "http:" && hostname !== "localhost" && hostname !== "127.0.0.1";
  } catch {
    return false;
  }
}

/** An operating system and, where there are two, its shell. */
export type System = keyof typeof SYSTEMS;

/** What people call them. */
export const SYSTEMS = {
  macos: "macOS",
  linux: "Linux",
  powershell: "Windows (PowerShell)",
  cmd: "Windows (cmd)",
};

/** A program that calls resource servers; those that are the same everywhere have no systems. */
export type Client = { id: string; name: string; systems: System[] };

const EVERYWHERE: System[] = ["macos", "linux", "powershell", "cmd"];

const client = (id: string, name: string, systems = EVERYWHERE): Client => ({ id, name, systems });

// Where each of them says what it takes is in docs/clients.md.
const ASSISTANTS = [
  client("claude-code", "Claude Code"),
  client("claude-code-project", "Claude Code (.mcp.json)"),
  client("claude-desktop", "Claude Desktop", ["macos", "powershell", "cmd"]),
  client("codex", "Codex"),
  client("cursor", "Cursor"),
  client("gemini", "Gemini CLI"),
  client("goose", "Goose"),
  client("jetbrains", "JetBrains AI Assistant", []),
  client("librechat", "LibreChat", []),
  client("n8n", "n8n", []),
  client("vscode", "VS Code", []),
  client("windsurf", "Windsurf"),
  client("zed", "Zed"),
];

const PROGRAMS = [
  client("curl", "curl"),
  client("python", "Python"),
  client("node", "Node.js"),
  client("github", "GitHub Actions", []),
  client("gitlab", "GitLab CI", []),
];

/** The clients that can call a resource server of a type. */
export const clientsFor = (type: string) => (type === "mcp" ? ASSISTANTS : PROGRAMS);

/** The system that somebody's browser runs on, as far as it says so. */
export function systemOf(userAgent: string): System {
  if (userAgent.includes("Windows")) {
    return "powershell";
  }
  return userAgent.includes("Mac") ? "macos" : "linux";
}

/** The system that a client is shown for: the one wanted, where it runs there. */
export const systemFor = ({ systems }: Client, wanted: System) =>
  systems.includes(wanted) ? wanted : (systems[0] ?? wanted);

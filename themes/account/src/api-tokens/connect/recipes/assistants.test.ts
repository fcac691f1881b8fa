import { readFileSync } from "node:fs";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import type { System } from "../clients";
import { MCP, ODD, server, TOKEN } from "../connect.fixture";
import { connectionTo } from "../connection";
import { MCP_REMOTE } from "./bridged";
import { recipeFor } from "./index";

const parse = (file: string, text: string): unknown =>
  file.endsWith(".toml")
    ? parseToml(text)
    : file.endsWith(".yaml")
      ? parseYaml(text)
      : (JSON.parse(text) as unknown);

/** The file that a client is told of, and what that client reads in it. */
function fileOf(client: string, system: System = "linux", connection = MCP) {
  const step = recipeFor(client, connection, system).find(({ kind }) => kind === "file");
  if (step?.kind !== "file") {
    throw new Error(`${client} has no file`);
  }
  return { file: step.file, member: step.member, content: parse(step.file, step.text) };
}

const linkOf = (client: string) => {
  const step = recipeFor(client, MCP, "linux").find(({ kind }) => kind === "link");
  return step?.kind === "link" ? step.href : "";
};

const bearer = (value: string) => ({ Authorization: `Bearer ${value}` });

// Each is what the page says that docs/clients.md names.
describe("the file of", () => {
  it("Claude Code, for a project", () => {
    expect(fileOf("claude-code-project")).toEqual({
      file: ".mcp.json",
      member: "mcpServers",
      content: {
        mcpServers: {
          "mcp-server": { type: "http", url: MCP.url, headers: bearer("${API_TOKEN_MCP_SERVER}") },
        },
      },
    });
  });

  it("Codex", () => {
    expect(fileOf("codex")).toEqual({
      file: "~/.codex/config.toml",
      member: "mcp_servers",
      content: {
        mcp_servers: {
          "mcp-server": { url: MCP.url, bearer_token_env_var: "API_TOKEN_MCP_SERVER" },
        },
      },
    });
    expect(fileOf("codex", "cmd").file).toBe("%USERPROFILE%\\.codex\\config.toml");
  });

  it("Gemini CLI", () => {
    expect(fileOf("gemini")).toEqual({
      file: "~/.gemini/settings.json",
      member: "mcpServers",
      content: {
        mcpServers: {
          "mcp-server": { httpUrl: MCP.url, headers: bearer("${API_TOKEN_MCP_SERVER}") },
        },
      },
    });
  });

  it("Goose", () => {
    expect(fileOf("goose")).toEqual({
      file: "~/.config/goose/config.yaml",
      member: "extensions",
      content: {
        extensions: {
          "mcp-server": {
            enabled: true,
            name: "mcp-server",
            type: "streamable_http",
            uri: MCP.url,
            timeout: 300,
            env_keys: ["API_TOKEN_MCP_SERVER"],
            headers: bearer("${API_TOKEN_MCP_SERVER}"),
          },
        },
      },
    });
  });

  it("Cursor", () => {
    expect(fileOf("cursor").content).toEqual({
      mcpServers: {
        "mcp-server": { url: MCP.url, headers: bearer("${env:API_TOKEN_MCP_SERVER}") },
      },
    });
    expect(fileOf("cursor", "powershell").file).toBe("%USERPROFILE%\\.cursor\\mcp.json");
  });

  it("Windsurf", () => {
    expect(fileOf("windsurf").content).toEqual({
      mcpServers: {
        "mcp-server": { serverUrl: MCP.url, headers: bearer("${env:API_TOKEN_MCP_SERVER}") },
      },
    });
  });

  it("VS Code, which asks for the token", () => {
    expect(fileOf("vscode").content).toEqual({
      inputs: [
        {
          type: "promptString",
          id: "api-token-mcp-server",
          description: "API token: MCP server",
          password: true,
        },
      ],
      servers: {
        "mcp-server": {
          type: "http",
          url: MCP.url,
          headers: bearer("${input:api-token-mcp-server}"),
        },
      },
    });
  });

  it("Zed, with the token", () => {
    expect(fileOf("zed").content).toEqual({
      context_servers: { "mcp-server": { url: MCP.url, headers: bearer(TOKEN) } },
    });
    expect(fileOf("zed", "cmd").file).toBe("%APPDATA%\\Zed\\settings.json");
  });

  it("LibreChat, whose people each have a token of their own", () => {
    expect(fileOf("librechat").content).toEqual({
      mcpServers: {
        "mcp-server": {
          type: "streamable-http",
          url: MCP.url,
          headers: bearer("{{API_TOKEN_MCP_SERVER}}"),
          customUserVars: {
            API_TOKEN_MCP_SERVER: { title: "API token", description: "MCP server" },
          },
        },
      },
    });
  });

  it("n8n, a node of a workflow", () => {
    expect(fileOf("n8n").content).toMatchObject({
      nodes: [
        {
          type: "@n8n/n8n-nodes-langchain.mcpClientTool",
          typeVersion: 1.1,
          parameters: {
            endpointUrl: MCP.url,
            serverTransport: "httpStreamable",
            authentication: "bearerAuth",
          },
        },
      ],
      connections: {},
    });
  });

  it.each(["claude-desktop", "jetbrains"])("%s, which starts a bridge", (client) => {
    expect(fileOf(client).content).toEqual({
      mcpServers: {
        "mcp-server": {
          command: "npx",
          args: ["-y", MCP_REMOTE, MCP.url, "--header", "Authorization:${API_TOKEN_MCP_SERVER}"],
          env: { API_TOKEN_MCP_SERVER: `Bearer ${TOKEN}` },
        },
      },
    });
  });

  it("all of them, whatever the address is", () => {
    for (const client of ["codex", "gemini", "goose", "librechat", "zed", "n8n"]) {
      expect(JSON.stringify(fileOf(client, "linux", ODD).content)).toContain(
        JSON.stringify(ODD.url).slice(1, -1),
      );
    }
  });
});

describe("the bridge", () => {
  it("is the version that the tests of the whole product run", () => {
    const { dependencies } = JSON.parse(
      readFileSync("../system-tests/npm/package.json", "utf8"),
    ) as { dependencies: Record<string, string> };
    expect(MCP_REMOTE).toBe(`mcp-remote@${dependencies["mcp-remote"] ?? ""}`);
  });

  it("is told where an address goes unprotected over a network, and only there", () => {
    const isTold = (endpoint: string) =>
      JSON.stringify(
        fileOf("claude-desktop", "macos", connectionTo(server({ endpoint }))).content,
      ).includes("--allow-http");
    expect(isTold("http://mcp.internal:8082/mcp")).toBe(true);
    expect(isTold("http://[::1]:8082/mcp")).toBe(true);
    expect(isTold("http://localhost:8082/mcp")).toBe(false);
    expect(isTold("http://127.0.0.1:8082/mcp")).toBe(false);
    expect(isTold("https://mcp.example.org/mcp")).toBe(false);
    expect(isTold("no address")).toBe(false);
  });
});

describe("a link", () => {
  it("makes Cursor ask whether to take the server, and holds no secret", () => {
    const link = new URL(linkOf("cursor"));
    const config = Buffer.from(link.searchParams.get("config") ?? "", "base64").toString();
    expect(link.href).toMatch(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?/);
    expect(link.searchParams.get("name")).toBe("mcp-server");
    expect(JSON.parse(config)).toEqual({
      url: MCP.url,
      headers: bearer("${env:API_TOKEN_MCP_SERVER}"),
    });
  });

  it("makes VS Code ask whether to take the server, and holds no secret", () => {
    const link = linkOf("vscode");
    expect(link).toMatch(/^vscode:mcp\/install\?/);
    expect(JSON.parse(decodeURIComponent(link.slice(link.indexOf("?") + 1)))).toMatchObject({
      name: "mcp-server",
      type: "http",
      url: MCP.url,
      inputs: [{ id: "api-token-mcp-server", password: true }],
    });
    expect(decodeURIComponent(link)).not.toContain(TOKEN);
  });
});

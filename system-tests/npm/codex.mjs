// Asks Codex, by the protocol that its editors speak with it, what it got from its MCP servers: the names of their tools, or what
// went wrong. Writes it to its standard output, as JSON. By itself, it gives a server up after some seconds; the one that is named here
// it waits for.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const patience = `mcp_servers.${process.argv[2]}.startup_timeout_sec=600`;
const codex = spawn("node_modules/.bin/codex", ["-c", patience, "app-server"], { stdio: ["pipe", "pipe", "ignore"] });
const send = (message) => codex.stdin.write(`${JSON.stringify(message)}\n`);

createInterface({ input: codex.stdout }).on("line", (line) => {
  const { id, result } = JSON.parse(line);
  if (id === 1) {
    send({ method: "initialized" });
    send({ id: 2, method: "mcpServerStatus/list", params: {} });
  } else if (id === 2) {
    const servers = result.data.map(({ name, tools, toolsError }) => ({ name, tools: Object.keys(tools), toolsError }));
    process.stdout.write(JSON.stringify(servers));
    codex.kill();
  }
});
const clientInfo = { name: "system-tests", title: "System tests", version: "0.1.0" };
send({ id: 1, method: "initialize", params: { clientInfo } });

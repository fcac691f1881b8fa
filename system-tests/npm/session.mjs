// A session of the official SDK's client: `session.mjs http URL` speaks Streamable HTTP itself, `session.mjs stdio URL`
// through mcp-remote, started as Claude Desktop's configuration file starts it; `session.mjs discover URL` is the SDK's second
// version, which asks first whether the server speaks a revision without sessions, and speaks that. Expects the token in $TOKEN and the calls
// in $CALLS, [[tool, arguments], …]; writes what came of it to its standard output, as JSON.
import {
  Client as DiscoveringClient,
  StreamableHTTPClientTransport as DiscoveringTransport,
} from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [kind, url] = process.argv.slice(2);
const authorization = `Bearer ${process.env.TOKEN}`;

const headers = { requestInit: { headers: { Authorization: authorization } } };
const transports = {
  http: () => new StreamableHTTPClientTransport(new URL(url), headers),
  discover: () => new DiscoveringTransport(new URL(url), headers),
  stdio: () =>
    new StdioClientTransport({
      command: "node_modules/.bin/mcp-remote",
      args: [url, "--header", "Authorization:${AUTH}"],
      env: { ...process.env, AUTH: authorization },
      stderr: "ignore",
    }),
};
const transport = transports[kind]();
const info = { name: "system-tests", version: "0.1.0" };
const client =
  kind === "discover"
    ? new DiscoveringClient(info, { versionNegotiation: { mode: "auto" } })
    : new Client(info);

async function call([name, args]) {
  try {
    const { isError, content } = await client.callTool({ name, arguments: args });
    return { isError, text: content[0].text };
  } catch (error) {
    return { code: error.code, message: error.message };
  }
}

try {
  await client.connect(transport);
} catch (error) {
  process.stdout.write(JSON.stringify({ code: error.code, message: error.message }));
  process.exit(0);
}
const { tools } = await client.listTools();
const answers = [];
for (const one of JSON.parse(process.env.CALLS)) {
  answers.push(await call(one));
}
process.stdout.write(
  JSON.stringify({
    server: client.getServerVersion().name,
    revision: client.getNegotiatedProtocolVersion?.() ?? transport.protocolVersion,
    tools: tools.map((tool) => tool.name),
    answers,
  }),
);
await client.close();

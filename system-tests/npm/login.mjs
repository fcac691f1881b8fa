// The official SDK's client without a token: it finds out by the server's challenge where to log in, and with whatever it
// is given there calls the tools. `login.mjs URL USER`: whoever's browser it opens types the user's name twice.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, user] = process.argv.slice(2);
const redirectUrl = "http://127.0.0.1:43117/callback";
let verifier;
let tokens;
let code;

/** What the browser does, up to the redirect back to the client. */
async function browse(address) {
  const page = await fetch(address, { redirect: "manual" });
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const action = /action="([^"]+)"/.exec(await page.text())[1].replaceAll("&amp;", "&");
  const answer = await fetch(action, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookies.join("; ") },
    body: new URLSearchParams({ username: user, password: user }),
  });
  return new URL(answer.headers.get("location")).searchParams.get("code");
}

const provider = {
  redirectUrl,
  clientMetadata: { redirect_uris: [redirectUrl], client_name: "system-tests" },
  clientInformation: () => ({ client_id: "mcp-client" }),
  tokens: () => tokens,
  saveTokens: (saved) => (tokens = saved),
  codeVerifier: () => verifier,
  saveCodeVerifier: (saved) => (verifier = saved),
  redirectToAuthorization: async (address) => (code = await browse(address)),
};

const connect = async () => {
  const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: provider });
  const client = new Client({ name: "system-tests", version: "0.1.0" });
  try {
    await client.connect(transport);
  } catch (error) {
    if (!code) {
      throw error;
    }
    await transport.finishAuth(code);
    return undefined;
  }
  return client;
};

const client = (await connect()) ?? (await connect());
const answers = [];
for (const [name, args] of JSON.parse(process.env.CALLS)) {
  try {
    const { isError, content } = await client.callTool({ name, arguments: args });
    answers.push({ isError, text: content[0].text });
  } catch (error) {
    answers.push({ code: error.code, message: error.message });
  }
}
process.stdout.write(JSON.stringify({ scope: tokens.scope, answers }));
await client.close();

import type { Connection } from "../connection";
import { json, type Step, yaml } from "./step";

/** Serves many people, each of whom gives it a token of their own. */
export const libreChat = ({ name, url, label, variable, token }: Connection): Step[] => [
  yaml(
    "librechat.yaml",
    {
      mcpServers: {
        [name]: {
          type: "streamable-http",
          url,
          headers: { Authorization: `Bearer {{${variable}}}` },
          customUserVars: { [variable]: { title: "API token", description: label } },
        },
      },
    },
    "mcpServers",
  ),
  { kind: "secret", text: token, place: `MCP Settings › ${name} › API token` },
];

/** A node that is pasted into a workflow; the token is a credential of n8n's. */
export const n8n = ({ name, url, token }: Connection): Step[] => [
  json("Workflow › Ctrl+V", {
    nodes: [
      {
        name,
        type: "@n8n/n8n-nodes-langchain.mcpClientTool",
        typeVersion: 1.1,
        position: [0, 0],
        parameters: {
          endpointUrl: url,
          serverTransport: "httpStreamable",
          authentication: "bearerAuth",
        },
      },
    ],
    connections: {},
  }),
  { kind: "secret", text: token, place: "MCP Client › Credential for Bearer Auth › Bearer Token" },
];

import type { System } from "../clients";
import type { Connection } from "../connection";
import { isWindows, shellOf } from "./shells";
import type { Step } from "./step";
import { asked } from "./terminals";

/** What any GraphQL API can answer. */
const QUERY = { query: "{ __typename }" };

const isGraphQl = ({ type }: Connection) => type === "graphql";

/** Calls a resource server from a shell; PowerShell has words of its own for it. */
function call(connection: Connection, system: System) {
  const { url, variable } = connection;
  const { word, value, lines } = shellOf(system);
  if (system === "powershell") {
    return lines(
      `Invoke-RestMethod ${word(url)}`,
      `-Headers @{ Authorization = "Bearer ${value(variable)}" }`,
      ...(isGraphQl(connection)
        ? [`-Method Post -ContentType application/json`, `-Body ${word(JSON.stringify(QUERY))}`]
        : []),
    );
  }
  return lines(
    `curl ${word(url)}`,
    `-H "Authorization: Bearer ${value(variable)}"`,
    ...(isGraphQl(connection)
      ? [`-H ${word("Content-Type: application/json")}`, `-d ${word(JSON.stringify(QUERY))}`]
      : []),
  );
}

export const curl = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  { kind: "shell", text: call(connection, system) },
];

/** What a pipeline runs. */
export const curlInPipeline = (connection: Connection) =>
  call(connection, "linux").replace("curl ", "curl -fsS ");

export const python = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  {
    kind: "file",
    file: "call_api.py",
    text: [
      ...(isGraphQl(connection) ? ["import json"] : []),
      "import os",
      "import urllib.request",
      "",
      "request = urllib.request.Request(",
      // What is a text in JSON is one in Python, and in JavaScript.
      `    ${JSON.stringify(connection.url)},`,
      ...(isGraphQl(connection) ? [`    data=json.dumps(${inLine(QUERY)}).encode(),`] : []),
      "    headers={",
      `        "Authorization": "Bearer " + os.environ["${connection.variable}"],`,
      ...(isGraphQl(connection) ? [`        "Content-Type": "application/json",`] : []),
      "    },",
      ")",
      "with urllib.request.urlopen(request) as response:",
      "    print(response.read().decode())",
      "",
    ].join("\n"),
  },
  { kind: "shell", text: `${isWindows(system) ? "py" : "python3"} call_api.py` },
];

export const node = (connection: Connection, system: System): Step[] => [
  ...asked(connection, system),
  {
    kind: "file",
    file: "call-api.mjs",
    text: [
      `const response = await fetch(${JSON.stringify(connection.url)}, {`,
      ...(isGraphQl(connection) ? [`  method: "POST",`] : []),
      "  headers: {",
      `    Authorization: \`Bearer \${process.env.${connection.variable}}\`,`,
      ...(isGraphQl(connection) ? [`    "Content-Type": "application/json",`] : []),
      "  },",
      ...(isGraphQl(connection) ? [`  body: JSON.stringify(${inLine(QUERY)}),`] : []),
      "});",
      "console.log(response.status, await response.text());",
      "",
    ].join("\n"),
  },
  { kind: "shell", text: "node call-api.mjs" },
];

/** An object of texts, as Python and JavaScript both write it. */
const inLine = (value: Record<string, string>) =>
  `{${Object.entries(value)
    .map(([key, text]) => `${JSON.stringify(key)}: ${JSON.stringify(text)}`)
    .join(", ")}}`;

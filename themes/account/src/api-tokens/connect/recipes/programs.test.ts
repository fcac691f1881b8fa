import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type System, SYSTEMS } from "../clients";
import { GRAPHQL, MCP, ODD } from "../connect.fixture";
import type { Connection } from "../connection";
import { recipeFor } from "./index";

const textOf = (kind: string, client: string, connection: Connection, system: System = "linux") => {
  const step = recipeFor(client, connection, system).find((one) => one.kind === kind);
  return step && "text" in step ? step.text : "";
};

/** Whether a program takes what it reads for a text of its language. */
function reads(text: string, program: string, ...options: string[]) {
  const { status, stderr } = spawnSync(program, options, { input: text, encoding: "utf8" });
  return status === 0 ? "yes" : stderr;
}

/** What a shell makes of a command: its words. */
const wordsOf = (command: string) =>
  spawnSync("sh", ["-c", `curl() { printf '%s\\n' "$@"; }; ${command}`], {
    encoding: "utf8",
    env: { [GRAPHQL.variable]: GRAPHQL.token, [ODD.variable]: ODD.token },
  }).stdout.split("\n");

describe("a call from a shell", () => {
  it("is what the API is to get", () => {
    expect(wordsOf(textOf("shell", "curl", GRAPHQL))).toEqual([
      GRAPHQL.url,
      "-H",
      `Authorization: Bearer ${GRAPHQL.token}`,
      "-H",
      "Content-Type: application/json",
      "-d",
      '{"query":"{ __typename }"}',
      "",
    ]);
    expect(wordsOf(textOf("shell", "curl", ODD)).slice(0, 3)).toEqual([
      ODD.url,
      "-H",
      `Authorization: Bearer ${ODD.token}`,
    ]);
  });

  it("is written as Windows' shells read it", () => {
    expect(textOf("shell", "curl", GRAPHQL, "powershell")).toBe(
      `Invoke-RestMethod 'https://api.example.org/graphql' \`
  -Headers @{ Authorization = "Bearer $env:API_TOKEN_GRAPHQL_API" } \`
  -Method Post -ContentType application/json \`
  -Body '{"query":"{ __typename }"}'`,
    );
    expect(textOf("shell", "curl", ODD, "powershell")).toContain("b=''2''");
    expect(textOf("shell", "curl", GRAPHQL, "cmd")).toBe(
      `curl "https://api.example.org/graphql" ^
  -H "Authorization: Bearer %API_TOKEN_GRAPHQL_API%" ^
  -H "Content-Type: application/json" ^
  -d "{\\"query\\":\\"{ __typename }\\"}"`,
    );
  });

  it("is one that each POSIX shell can read", () => {
    for (const client of ["curl", "claude-code", "cursor"]) {
      for (const connection of [MCP, GRAPHQL, ODD]) {
        for (const system of ["linux", "macos"] as const) {
          for (const step of recipeFor(client, connection, system)) {
            if (["ask", "shell", "share"].includes(step.kind) && "text" in step) {
              expect(reads(step.text, "sh", "-n")).toBe("yes");
              expect(reads(step.text, "bash", "-n")).toBe("yes");
            }
          }
        }
      }
    }
  });
});

describe("a shell that asks for the token", () => {
  it("has it from there on, and its history has not", () => {
    const { stdout } = spawnSync(
      "sh",
      ["-c", `${textOf("ask", "curl", GRAPHQL)}; env | grep ^API_TOKEN`],
      { input: `${GRAPHQL.token}\n`, encoding: "utf8" },
    );
    expect(stdout).toBe(`API token: \nAPI_TOKEN_GRAPHQL_API=${GRAPHQL.token}\n`);
  });

  it("does so in one line, as what is pasted after it would be the answer", () => {
    for (const system of Object.keys(SYSTEMS) as System[]) {
      const ask = textOf("ask", "curl", GRAPHQL, system);
      expect(ask).toContain("API_TOKEN_GRAPHQL_API");
      expect(ask).not.toContain("\n");
    }
    expect(textOf("ask", "curl", GRAPHQL, "powershell")).toContain("Read-Host");
    expect(textOf("ask", "curl", GRAPHQL, "cmd")).toContain("set /p");
  });
});

describe("a program", () => {
  it.each([GRAPHQL, ODD])("is one in Node.js, for $type", (connection) => {
    expect(
      reads(textOf("file", "node", connection), "node", "--check", "--input-type=module", "-"),
    ).toBe("yes");
  });
});

describe("a pipeline", () => {
  it("has the token from GitHub's secrets", () => {
    expect(parse(textOf("file", "github", GRAPHQL))).toEqual({
      on: "workflow_dispatch",
      jobs: {
        "call-api": {
          "runs-on": "ubuntu-latest",
          steps: [
            {
              env: { API_TOKEN_GRAPHQL_API: "${{ secrets.API_TOKEN_GRAPHQL_API }}" },
              run: expect.stringContaining("curl -fsS https://api.example.org/graphql") as string,
            },
          ],
        },
      },
    });
    expect(textOf("shell", "github", GRAPHQL)).toBe("gh secret set API_TOKEN_GRAPHQL_API");
  });

  it("has the token from GitLab's variables", () => {
    const { "call-api": job } = parse(textOf("file", "gitlab", ODD)) as {
      "call-api": { image: string; script: string[] };
    };
    expect(wordsOf(job.script.join("\n"))).toEqual([
      "-fsS",
      ODD.url,
      "-H",
      `Authorization: Bearer ${ODD.token}`,
      "",
    ]);
  });
});

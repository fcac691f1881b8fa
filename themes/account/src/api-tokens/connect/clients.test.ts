import { expect, it } from "vitest";
import { clientsFor, systemFor, systemOf } from "./clients";
import { GRAPHQL, MCP } from "./connect.fixture";
import { recipeFor } from "./recipes";

it("has a recipe for each client, which holds the token once at the most outside of what it answers", () => {
  for (const connection of [MCP, GRAPHQL]) {
    for (const { id, systems } of clientsFor(connection.type)) {
      for (const system of systems.length > 0 ? systems : (["linux"] as const)) {
        const steps = recipeFor(id, connection, system);
        expect(steps, id).not.toHaveLength(0);
        const holding = steps.filter((step) => JSON.stringify(step).includes(connection.token));
        expect(holding, id).toHaveLength(1);
        // What a shell reads it keeps.
        expect(["secret", "file"], id).toContain(holding[0]?.kind);
      }
    }
  }
});

it("knows the system of a browser", () => {
  expect(
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
      "Mozilla/5.0 (X11; Linux x86_64)",
    ].map(systemOf),
  ).toEqual(["powershell", "macos", "linux"]);
});

it("shows a client for a system that it runs on", () => {
  const desktop = clientsFor("mcp").find(({ id }) => id === "claude-desktop");
  expect(desktop && systemFor(desktop, "linux")).toBe("macos");
  expect(desktop && systemFor(desktop, "cmd")).toBe("cmd");
});

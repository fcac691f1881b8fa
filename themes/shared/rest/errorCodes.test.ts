import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { serverCodes } from "./errorCodes";

it("serverCodes are those of the REST interfaces' documentation, in its order", () => {
  const [, section = ""] = readFileSync("../docs/api.md", "utf8").split("\n## Errors\n");
  const documented = section
    .split(/\n#{1,2} /)[0]
    ?.split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, code]) => code));
  expect(documented).toEqual(serverCodes);
});

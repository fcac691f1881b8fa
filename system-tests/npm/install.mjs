// Installs what package-lock.json says, unless it is there.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";
const isThere =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;

if (!isThere) {
  // Nobody's scripts: nothing of theirs should run before it is called. One client needs its own, which puts its program in place.
  execFileSync("npm", ["ci", "--prefer-offline", "--ignore-scripts", "--loglevel=error"], {
    stdio: "inherit",
  });
  execFileSync("node", ["node_modules/@anthropic-ai/claude-code/install.cjs"], { stdio: "inherit" });
}

// Installs what package-lock.json says, unless it is there.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";
const isThere =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;

if (!isThere) {
  // Nobody's scripts: the clients need none, and nothing of theirs should run before it is called.
  execFileSync("npm", ["ci", "--prefer-offline", "--ignore-scripts", "--loglevel=error"], {
    stdio: "inherit",
  });
}

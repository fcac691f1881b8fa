// Installs what package-lock.json says, unless that is what is there.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";
const isFresh =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;

if (!isFresh) {
  execFileSync("npm", ["ci", "--prefer-offline", "--loglevel=error"], { stdio: "inherit" });
}

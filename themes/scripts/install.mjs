// Installs what package-lock.json says, unless it is there: with "build:quick", what that takes, else everything.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const isQuick = process.argv[2] === "build:quick";
const installed = "node_modules/.package-lock.json";
const isThere =
  existsSync(installed) &&
  statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs &&
  (isQuick || existsSync("node_modules/eslint"));

if (!isThere) {
  execFileSync(
    "npm",
    ["ci", "--prefer-offline", "--loglevel=error", ...(isQuick ? ["--omit=dev"] : [])],
    { stdio: "inherit" },
  );
}

// Installs what package-lock.json says, unless it is there: with "build:quick", what that takes, else everything.
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statSync } from "node:fs";

// A checkout of before both consoles were one package has these; found first, they would be built in beside the right ones.
rmSync("account/node_modules", { recursive: true, force: true });

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

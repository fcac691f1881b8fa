// Prints what each console weighs beside Keycloak's own, and fails the build when it is more than 25 kB heavier.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ALLOWANCE = 25_000;
// The parents of our themes, unpacked by Maven from the theme jars of the Keycloak that the product runs on.
const PARENTS = { account: "keycloak.v3", admin: "keycloak.v2" };

const weigh = (folder, type) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(type))
    .map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function report(name, folder) {
  const [js, css] = [weigh(folder, ".js"), weigh(folder, ".css")];
  console.log(`page weight, ${name}: ${kB(js)} JS + ${kB(css)} CSS = ${kB(js + css)} gzipped`);
  return js + css;
}

function isTooHeavy([type, parent]) {
  const stockAssets = `target/stock/theme/${parent}/${type}/resources/assets`;
  const ours = report(`${type}, ours`, `target/theme/${type}/resources/assets`);
  if (!existsSync(stockAssets)) {
    console.log("page weight: nothing to compare with; run Maven, which unpacks Keycloak's own");
    return false;
  }
  const stock = report(`${type}, stock`, stockAssets);
  console.log(`page weight, difference: ${kB(ours - stock)} of at most ${kB(ALLOWANCE)}`);
  return ours - stock > ALLOWANCE;
}

if (Object.entries(PARENTS).filter(isTooHeavy).length > 0) {
  console.error("A console is too heavy.");
  process.exit(1);
}

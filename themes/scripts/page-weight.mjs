// Prints what each console weighs beside Keycloak's own, and fails the build when it is more than 25 kB heavier. What is loaded
// only when somebody asks for it is told, and does not count; see docs/decisions/0027-connect.md.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ALLOWANCE = 25_000;
// The parents of our themes, unpacked by Maven from the theme jars of the Keycloak that the product runs on.
const PARENTS = { account: "keycloak.v3", admin: "keycloak.v2" };
const ON_DEMAND = { account: ["account/src/api-tokens/connect/Recipe.tsx"], admin: [] };

/** The files of our build that no visit loads by itself. */
function onDemand(type) {
  const manifest = JSON.parse(
    readFileSync(`target/theme/${type}/resources/.vite/manifest.json`, "utf8"),
  );
  return ON_DEMAND[type].map((source) => manifest[source].file.replace("assets/", ""));
}

const weigh = (folder, type, without) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(type) && !without.includes(file))
    .map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function report(name, folder, without = []) {
  const [js, css] = [weigh(folder, ".js", without), weigh(folder, ".css", without)];
  console.log(`page weight, ${name}: ${kB(js)} JS + ${kB(css)} CSS = ${kB(js + css)} gzipped`);
  return js + css;
}

function isTooHeavy([type, parent]) {
  const stockAssets = `target/stock/theme/${parent}/${type}/resources/assets`;
  const assets = `target/theme/${type}/resources/assets`;
  const later = onDemand(type);
  const ours = report(`${type}, ours`, assets, later);
  for (const file of later) {
    console.log(`page weight, ${type}, on demand: ${kB(weigh(assets, file, []))} (${file})`);
  }
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

// Prints what the console weighs beside Keycloak's own, and fails the build when it is more than 25 kB heavier.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ALLOWANCE = 25_000;
const OURS = "target/theme/resources/assets";
// Unpacked by Maven from the theme jar of the Keycloak that the product runs on.
const STOCK = "../target/stock/theme/keycloak.v3/account/resources/assets";

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

const ours = report("ours", OURS);
if (existsSync(STOCK)) {
  const stock = report("stock", STOCK);
  console.log(`page weight, difference: ${kB(ours - stock)} of at most ${kB(ALLOWANCE)}`);
  if (ours - stock > ALLOWANCE) {
    console.error("The console is too heavy.");
    process.exit(1);
  }
} else {
  console.log(
    "page weight: nothing to compare with; run Maven, which unpacks Keycloak's own console",
  );
}

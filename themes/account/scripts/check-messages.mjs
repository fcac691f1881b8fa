// Fails the build when a message that the page names is missing in a language, or when one is there for nobody.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const PLURAL = /_(zero|one|two|few|many|other)$/;

function keysOf(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"))
    .map((line) => line.slice(0, line.indexOf("=")).trim());
}

const used = new Set(
  listSources("src")
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/"(apiTokens\w*)"/g)])
    .map(([, key]) => key),
);

const bundles = ["en", "de"].map((language) => `theme/messages/messages_${language}.properties`);
const faults = bundles.flatMap((file) => {
  const keys = keysOf(file);
  const known = new Set(keys.flatMap((key) => [key, key.replace(PLURAL, "")]));
  return [
    ...[...used].filter((key) => !known.has(key)).map((key) => `${basename(file)} lacks ${key}`),
    ...keys
      .filter((key) => !used.has(key) && !used.has(key.replace(PLURAL, "")))
      .map((key) => `${basename(file)}: nothing shows ${key}`),
    ...keys
      .filter((key, index) => keys.indexOf(key) !== index)
      .map((key) => `${basename(file)} has ${key} twice`),
  ];
});

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`messages: ${used.size} keys in ${bundles.length} languages`);

function listSources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}

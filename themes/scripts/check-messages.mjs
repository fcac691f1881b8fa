// Fails the build when a message that a theme names is missing in a language, or when one is there for nobody.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PLURAL = /_(zero|one|two|few|many|other)$/;

function keysOf(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"))
    .map((line) => line.slice(0, line.indexOf("=")).trim());
}

function faultsOf(theme) {
  const used = new Set(
    [`${theme}/src`, "shared"]
      .flatMap(listSources)
      .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/"(apiTokens\w*)"/g)])
      .map(([, key]) => key),
  );
  return ["en", "de"].flatMap((language) => {
    const file = `${theme}/theme/messages/messages_${language}.properties`;
    const keys = keysOf(file);
    const known = new Set(keys.flatMap((key) => [key, key.replace(PLURAL, "")]));
    return [
      ...[...used].filter((key) => !known.has(key)).map((key) => `${file} lacks ${key}`),
      ...keys
        .filter((key) => !used.has(key) && !used.has(key.replace(PLURAL, "")))
        .map((key) => `${file}: nothing shows ${key}`),
      ...keys
        .filter((key, index) => keys.indexOf(key) !== index)
        .map((key) => `${file} has ${key} twice`),
    ];
  });
}

const faults = ["account", "admin"].flatMap(faultsOf);

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log("messages: all there, in English and German");

function listSources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}

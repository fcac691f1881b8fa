// Fails the build when a message that a theme or a mail names is missing in a language, when one is there for nobody, or when it
// has not the same places for values as in English. A language is there when it has a file; see docs/languages.md.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MAILS = "../provider/src/main/resources/theme-resources/messages";
const NAME = /^messages_(\w+)\.properties$/;
const PLACE = /\{\{\w+\}\}|\{\d\}/g;
const PLURAL = /_(zero|one|two|few|many|other)$/;

function entriesOf(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"))
    .map((line) => [
      line.slice(0, line.indexOf("=")).trim(),
      line.slice(line.indexOf("=") + 1).trim(),
    ]);
}

const keysOf = (file) => entriesOf(file).map(([key]) => key);

const languagesOf = (folder) =>
  readdirSync(folder).flatMap((file) => NAME.exec(file)?.slice(1) ?? []);

const places = (text) => [...new Set(text.match(PLACE))].sort().join(" ");

/** What a language says otherwise than English does: other keys, or other values in their texts. */
function differencesOf(folder) {
  const english = new Map(entriesOf(`${folder}/messages_en.properties`));
  return languagesOf(folder).flatMap((language) => {
    const file = `${folder}/messages_${language}.properties`;
    const entries = new Map(entriesOf(file));
    return [
      ...[...english.keys()]
        .filter((key) => !entries.get(key) && !entries.get(`${key.replace(PLURAL, "")}_other`))
        .map((key) => `${file} lacks ${key}`),
      ...[...entries]
        .filter(([key, text]) => places(text) !== places(english.get(key) ?? text))
        .map(([key]) => `${file}: ${key} has other values than in English`),
    ];
  });
}

function faultsOf(theme) {
  const used = new Set(
    [`${theme}/src`, "shared"]
      .flatMap(listSources)
      .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/"(apiTokens\w*)"/g)])
      .map(([, key]) => key),
  );
  const folder = `${theme}/theme/messages`;
  return languagesOf(folder).flatMap((language) => {
    const file = `${folder}/messages_${language}.properties`;
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

const folders = ["account/theme/messages", "admin/theme/messages", MAILS];
const languages = languagesOf(MAILS);
const faults = [
  ...["account", "admin"].flatMap(faultsOf),
  ...folders.flatMap(differencesOf),
  ...folders
    .filter((folder) => languagesOf(folder).sort().join() !== languages.sort().join())
    .map((folder) => `${folder} has other languages than ${MAILS}`),
];

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`messages: all there, in ${languages.join(", ")}`);

function listSources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}

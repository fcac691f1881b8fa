// Under which licences a package is, with their texts as it brings them, and who holds the rights.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// The project's own: LICENSE has its text.
const OURS = "Apache-2.0";
const LICENCE_FILE = /^(licen[cs]e|copying)(\.|-|$)/i;
// Where each begins and ends; who holds the rights stands before it.
const TEXTS = {
  MIT: /Permission is hereby granted[^]*?DEALINGS\s+IN\s+THE\s+SOFTWARE\.?/i,
  ISC: /Permission to use[^]*?PERFORMANCE\s+OF\s+THIS\s+SOFTWARE\.?/i,
  "0BSD": /Permission to use[^]*?PERFORMANCE\s+OF\s+THIS\s+SOFTWARE\.?/i,
  "BSD-2-Clause": /Redistribution and use[^]*?POSSIBILITY\s+OF\s+SUCH\s+DAMAGE\.?/i,
  "BSD-3-Clause": /Redistribution and use[^]*?POSSIBILITY\s+OF\s+SUCH\s+DAMAGE\.?/i,
  Zlib: /This software is provided 'as-is'[^]*?source\s+distribution\./i,
};
// What packages took over from others.
const FURTHER_FILES = {
  "@patternfly/react-core": [
    "src/helpers/Popper/thirdparty/popper-core/LICENSE.md",
    "src/helpers/Popper/thirdparty/react-popper/LICENSE",
  ],
  pako: ["lib/zlib/zstream.js"],
};
// It brings no licence's file and names no author.
const HOLDERS = { "@patternfly/patternfly": "Red Hat, Inc." };

const read = (...path) => readFileSync(join(...path), "utf8").replaceAll("\r\n", "\n");

/** `MIT AND Zlib` is both; of `MIT OR …` the first is chosen. */
function namesOf({ name, license }) {
  const names = String(license).replace(/[()]/g, "").split(" OR ")[0].split(" AND ");
  const unknown = names.filter((each) => each !== OURS && !TEXTS[each]);
  if (unknown.length > 0) {
    throw new Error(`${name} has a licence that is not known here: ${license}`);
  }
  return names;
}

/** The lines of the paragraphs about it. */
const holdersIn = (text) =>
  text
    .split(/\n\s*\n/)
    .filter((paragraph) => /copyright|\(c\)/i.test(paragraph))
    .flatMap((paragraph) => paragraph.split("\n"))
    .map((line) => line.replace(/^[\s#*/]+|\s+$/g, ""))
    .filter((line) => line && !/^\(?(the )?\S+ license\b/i.test(line));

function readLicence(file, names, name) {
  const text = read(file);
  for (const each of names) {
    const found = TEXTS[each].exec(text);
    if (found) {
      const lines = found[0].replace(/^[ /]+|[ *]+$/gm, "");
      return { licence: each, text: lines, holders: holdersIn(text.slice(0, found.index)) };
    }
  }
  throw new Error(`${file} is not ${names.join(" or ")}, as ${name} says`);
}

/** Who has the rights of a package without a licence's file. */
function holderOf({ name, author }) {
  const holder = HOLDERS[name] ?? author?.name ?? author;
  if (!holder) {
    throw new Error(`${name} tells nowhere who holds the rights`);
  }
  return `Copyright (c) ${holder}`;
}

/** Of the package in a folder: the `names` of its licences, the `holders` of the rights, and the `texts` that it brings. */
export function licenceOf({ name, folder }) {
  const manifest = JSON.parse(read(folder, "package.json"));
  const names = namesOf(manifest);
  if (names.includes(OURS)) {
    const notice = join(folder, "NOTICE");
    return { names, holders: existsSync(notice) ? read(notice).trim().split("\n") : [], texts: [] };
  }
  const own = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const texts = [...own, ...(FURTHER_FILES[name] ?? [])].map((file) =>
    readLicence(join(folder, file), names, name),
  );
  const holders = own.length > 0 ? texts.flatMap((each) => each.holders) : [holderOf(manifest)];
  if (holders.length === 0) {
    throw new Error(`${join(folder, own[0])} does not say who holds the rights`);
  }
  return { names, holders: [...new Set(holders)], texts };
}

// Writes ../NOTICE: what of other people's the built pages hold, by what a bundler takes of it, with its licence and copyright.
// With --check it writes nothing, and fails when the file is another one.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { bundledIn } from "./notice/bundled.mjs";
import { licenceOf } from "./notice/licences.mjs";

const FILE = "../NOTICE";
const HEAD = `API tokens for Keycloak
Licensed under the Apache License, Version 2.0: LICENSE.

The provider jar holds no library. The pages (keycloak-api-tokens-themes.jar) hold parts of the packages and the fonts below, under
the licences that each names; Keycloak's own are Apache-2.0 as well. Written by themes/scripts/notice.mjs.
`;
// What the fonts themselves say; PatternFly's icons are its package's.
const RED_HAT = {
  title: "Red Hat Display, Red Hat Text and Red Hat Mono (fonts)",
  names: ["OFL-1.1"],
  holders: [
    "Copyright 2021 The Red Hat Project Authors (https://github.com/RedHatOfficial/RedHatFont)",
  ],
  texts: [{ licence: "OFL-1.1", text: readFileSync("scripts/notice/OFL-1.1.txt", "utf8") }],
};

function fontsOf(files) {
  const unknown = files.filter((file) => !/^(RedHat|pf-v5-pficon)/.test(file));
  if (unknown.length > 0) {
    throw new Error(`fonts whose licence is not known here: ${unknown.join(", ")}`);
  }
  return files.some((file) => file.startsWith("RedHat")) ? [RED_HAT] : [];
}

const entryOf = ({ title, names, holders }) =>
  [title, names.join(" and "), ...holders].join("\n    ");

/** Each text once, however its lines are broken and its words are quoted; whose it is, where a licence has several. */
function textsOf(entries) {
  const distinct = {};
  for (const { title, texts } of entries) {
    for (const { licence, text } of texts) {
      const same = (distinct[licence] ??= {});
      const words = text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, " ")
        .trim();
      (same[words] ??= { text, titles: [] }).titles.push(title);
    }
  }
  return Object.entries(distinct).flatMap(([licence, same]) =>
    Object.values(same).map(({ text, titles }) => {
      const whose = Object.keys(same).length > 1 ? ` of ${titles.join(", ")}` : "";
      return `The licence ${licence}${whose}:\n\n${text.trim()}\n`;
    }),
  );
}

const { packages, fonts } = await bundledIn(["account", "admin"]);
const entries = [
  ...packages.map((each) => ({
    title: `${each.name} ${[...each.versions].sort().join(" and ")}`,
    ...licenceOf(each),
  })),
  ...fontsOf(fonts),
];
const notice = [HEAD, ...entries.map(entryOf), "", ...textsOf(entries)].join("\n");
if (!process.argv.includes("--check")) {
  writeFileSync(FILE, notice);
} else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== notice) {
  throw new Error("NOTICE is not what the pages hold now: node scripts/notice.mjs");
}

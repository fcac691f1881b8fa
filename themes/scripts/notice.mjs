// Writes ../NOTICE: what of other people's the built pages hold, by what a bundler takes of it, with its licence and copyright.
// With --check it writes nothing, and fails when the file is another one.
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

const FILE = "../NOTICE";
// Keycloak serves React itself; see vite.config.ts.
const FROM_THE_SERVER = ["react", "react/jsx-runtime", "react-dom"];
const LICENCE_FILE = /^(licen[cs]e|copying)(\.|-|$)/i;
const COPYRIGHT = /^\W*(copyright\b.*(\d{4}|\(c\)).*)$/im;

const HEAD = `API tokens for Keycloak
Licensed under the Apache License, Version 2.0: LICENSE.

The provider jar holds no library. The pages (keycloak-api-tokens-themes.jar) hold parts of the packages below, under the licences
that each names; Keycloak's own are Apache-2.0 as well. Written by themes/scripts/notice.mjs.
`;

// esbuild takes Snippets.tsx and snippets.ts for one another.
const exactNames = {
  name: "exact-names",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
      if (resolveDir.includes("node_modules")) {
        return undefined;
      }
      const folder = join(resolveDir, dirname(path));
      const name = basename(path);
      const file = readdirSync(folder).find((each) =>
        [name, `${name}.ts`, `${name}.tsx`].includes(each),
      );
      return file && extname(file) ? { path: join(folder, file) } : undefined;
    }),
};

async function packagesOf(consoles) {
  const { metafile } = await build({
    entryPoints: consoles.map((name) => `${name}/src/main.tsx`),
    bundle: true,
    write: false,
    metafile: true,
    outdir: "target/notice",
    format: "esm",
    logLevel: "error",
    plugins: [exactNames],
    external: [...FROM_THE_SERVER, "*.woff2", "*.svg", "*.png", "*.jpg"],
    define: { "import.meta.env": "{}" },
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  );
  return [
    ...new Set(
      used.flatMap((file) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[0] ?? []),
    ),
  ].sort();
}

function copyrightOf(folder) {
  const file = readdirSync(folder).find((name) => LICENCE_FILE.test(name));
  return file && COPYRIGHT.exec(readFileSync(join(folder, file), "utf8"))?.[1]?.trim();
}

function entryOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (license !== "Apache-2.0" && !TEXTS[license]) {
    throw new Error(`${name} has a licence whose text nobody brings: ${license}`);
  }
  return [`${name} ${version}`, license, copyrightOf(folder)].filter(Boolean).join("\n    ");
}

// By what each of these begins with; who has the rights is said above.
const TEXTS = { MIT: /Permission is hereby granted[^]*$/, "0BSD": /Permission to use[^]*$/ };

/** The text of a licence, of which the first package that brings it is as good as any. */
function textOf(licence, packages) {
  const [text] = packages.flatMap((folder) => {
    const { license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = license === licence && readdirSync(folder).find((name) => LICENCE_FILE.test(name));
    return (file && TEXTS[licence].exec(readFileSync(join(folder, file), "utf8"))) || [];
  });
  return `The licence ${licence}:\n\n${text.trim().replaceAll("\r\n", "\n").replace(/^ +/gm, "")}\n`;
}

const packages = await packagesOf(["account", "admin"]);
const notice = [
  HEAD,
  ...packages.map(entryOf),
  "",
  ...Object.keys(TEXTS).map((licence) => textOf(licence, packages)),
].join("\n");
if (!process.argv.includes("--check")) {
  writeFileSync(FILE, notice);
} else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== notice) {
  throw new Error("NOTICE is not what the pages hold now: node scripts/notice.mjs");
}

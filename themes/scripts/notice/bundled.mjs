// What of other people's the built pages hold: packages, what had been built into those before, and fonts.
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

// Keycloak serves React itself; see vite.config.ts.
const FROM_THE_SERVER = ["react", "react/jsx-runtime", "react-dom"];
const PACKAGE = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/;
// As pnpm, with which Keycloak builds, lays them out.
const VERSION = /\.pnpm\/@?[^/@]+@([^_/(]+)[^/]*\/node_modules\//;
// Keycloak's consoles and what they share are built; their maps tell of what.
const BUILT = /@keycloak\/keycloak-(account-ui|admin-ui|ui-shared)\/.*\.js$/;
// The one file of JSZip that the console holds is built from these as well, and nothing but its sources says so.
const WITHIN = { jszip: ["immediate", "lie", "pako", "setimmediate"] };

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

async function filesOf(consoles) {
  const { metafile } = await build({
    entryPoints: consoles.map((name) => `${name}/src/main.tsx`),
    bundle: true,
    write: false,
    metafile: true,
    outdir: "target/notice",
    format: "esm",
    logLevel: "error",
    plugins: [exactNames],
    external: [...FROM_THE_SERVER, "*.svg", "*.png", "*.jpg"],
    loader: { ".woff2": "file" },
    define: { "import.meta.env": "{}" },
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  );
  return [...new Set(used)];
}

const versionIn = (folder) =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;

/** Where the licence is of a package that another one was built with. */
function folderOf(name, builtWithIt) {
  const folders = [join(builtWithIt, "node_modules", name), join("node_modules", name)];
  const folder = folders.find((each) => existsSync(join(each, "package.json")));
  if (!folder) {
    throw new Error(`${builtWithIt} holds ${name}, whose licence is not here`);
  }
  return folder;
}

/** What had been built into a file of the package in this folder. */
function partsOf(file, folder) {
  const map = `${file}.map`;
  if (!existsSync(map)) {
    if (BUILT.test(file)) {
      throw new Error(`${file} has no map that tells what it holds`);
    }
    return [];
  }
  return JSON.parse(readFileSync(map, "utf8")).sources.flatMap((source) => {
    const name = PACKAGE.exec(source)?.[1];
    return [name ?? [], WITHIN[name] ?? []].flat().map((each) => {
      const place = folderOf(each, folder);
      const version = (each === name && VERSION.exec(source)?.[1]) || versionIn(place);
      return { name: each, folder: place, version };
    });
  });
}

/** `packages`, each with its `name`, its `versions` and the `folder` that has its licence; the names of the `fonts`. */
export async function bundledIn(consoles) {
  const files = await filesOf(consoles);
  const packages = {};
  for (const file of files) {
    const [folder, name] = PACKAGE.exec(file) ?? [];
    const own = folder ? [{ name, folder, version: versionIn(folder) }] : [];
    for (const part of folder ? [...own, ...partsOf(file, folder)] : []) {
      packages[part.name] ??= { ...part, versions: new Set() };
      packages[part.name].versions.add(part.version);
    }
  }
  return {
    packages: Object.values(packages).sort((one, other) => (one.name < other.name ? -1 : 1)),
    fonts: files.filter((file) => file.endsWith(".woff2")).map((file) => basename(file)),
  };
}

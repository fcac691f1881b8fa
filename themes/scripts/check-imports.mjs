// Fails when files import each other in a circle, be it for types only: then neither can be read without the other.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IMPORT = /(?:from|import\(|^import)\s*"(\.[^"]+)"/gm;

const isFile = (path) => /\.tsx?$/.test(path) && existsSync(path);

/** The files of ours that a file imports. */
const importsOf = (file) =>
  [...readFileSync(file, "utf8").matchAll(IMPORT)]
    .map(([, target]) => join(dirname(file), target))
    .map((path) => [path, `${path}.ts`, `${path}.tsx`].find(isFile))
    .filter(Boolean);

const graph = new Map(
  ["account/src", "admin/src", "shared"]
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file)))
    .filter(isFile)
    .map((file) => [file, importsOf(file)]),
);

const circles = new Set();
const done = new Set();

function follow(file, path) {
  const start = path.indexOf(file);
  if (start >= 0) {
    circles.add([...path.slice(start), file].join(" -> "));
  } else if (!done.has(file)) {
    graph.get(file).forEach((next) => follow(next, [...path, file]));
    done.add(file);
  }
}

graph.forEach((_, file) => follow(file, []));

if (circles.size > 0) {
  console.error(["These files import each other:", ...circles].join("\n"));
  process.exit(1);
}
console.log(`imports: no circles among ${graph.size} files`);

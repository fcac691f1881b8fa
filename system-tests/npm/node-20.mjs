// The conformance suite imports a function that Node.js has since version 22, for a subcommand that is not used here.
import { register } from "node:module";

const module = (source) => `data:text/javascript,${encodeURIComponent(source)}`;

const withGlobSync = module(`
  import * as fs from "node:fs";
  export * from "node:fs";
  export const globSync = fs.globSync ?? (() => { throw new Error("needs Node.js 22"); });
`);

register(
  module(`
    export const resolve = (specifier, context, next) =>
      specifier === "fs" && context.parentURL?.includes("/conformance/dist/")
        ? { url: ${JSON.stringify(withGlobSync)}, shortCircuit: true }
        : next(specifier, context);
  `),
);

import { transform } from "lightningcss";
import { defineConfig, type Plugin } from "vite";

// React itself comes from the server: the stock page's import map names it.
const fromTheServer = ["react", "react/jsx-runtime", "react-dom"];

// PatternFly's page frame can have a drawer for notifications at its side. Keycloak's consoles have none.
const withoutDrawer: Plugin = {
  name: "without-drawer",
  enforce: "pre",
  load: (id) => (id.includes("/Drawer/drawer.css") ? "" : undefined),
};

// The library for the admin console brings the style sheets of all of PatternFly's components along.
const withoutStyles: Plugin = {
  name: "without-styles",
  enforce: "pre",
  load: (id) => (/react-styles\/css\/.*\.css$/.test(id) ? "" : undefined),
};

// PatternFly has 1800 rules of utility classes, each of them once more for each width of screen, of which Keycloak's pages name
// 36; and rules for parts of components that no page has. What no script names is on no page.
const withoutUnusedClasses: Plugin = {
  name: "without-unused-classes",
  enforce: "post",
  generateBundle(_, bundle) {
    const outputs = Object.values(bundle);
    const scripts = outputs.flatMap((output) => (output.type === "chunk" ? output.code : []));
    const isUnused = (name: string) =>
      /^pf-v5-[ucl]-/.test(name) && !scripts.some((script) => script.includes(name));
    for (const output of outputs) {
      if (output.type === "asset" && output.fileName.endsWith(".css")) {
        output.source = transform({
          filename: output.fileName,
          code: Buffer.from(output.source),
          minify: true,
          visitor: {
            Rule: {
              style: ({ value: { selectors } }) =>
                selectors.every((selector) =>
                  selector.some((part) => part.type === "class" && isUnused(part.name)),
                )
                  ? []
                  : undefined,
            },
          },
        }).code;
      }
    }
  },
};

/** Vite's mode says which console: `account` or `admin`. */
export default defineConfig(({ mode }) => ({
  plugins: mode === "admin" ? [withoutStyles] : [withoutDrawer, withoutUnusedClasses],
  // Relative, because the server puts the theme under an address that changes with every version.
  base: "",
  publicDir: false,
  build: {
    outDir: `target/theme/${mode}/resources`,
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    modulePreload: false,
    cssMinify: "lightningcss",
    // What terser makes is smaller, which the account console needs, see scripts/page-weight.mjs; esbuild takes a tenth of
    // the time for the admin console, which is large.
    minify: mode === "admin" ? "esbuild" : "terser",
    terserOptions: { ecma: 2020, module: true, compress: { passes: 4, keep_fargs: false } },
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      input: `${mode}/src/main.tsx`,
      external: fromTheServer,
      onwarn(warning, warn) {
        // "use client" of other people's modules says nothing here.
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") {
          warn(warning);
        }
      },
      // Of the shared library the header is wanted, not Keycloak's admin client that it brings along.
      treeshake: {
        moduleSideEffects: (id) => !/kiota|tinyduration|keycloak-admin-client/.test(id),
      },
    },
  },
  test: {
    environment: "node",
    include: ["{account/src,admin/src,shared}/**/*.test.{ts,tsx}"],
    reporters: ["default", "junit"],
    outputFile: { junit: "target/vitest-reports/TEST-themes.xml" },
    env: { TZ: "Europe/Berlin" },
    setupFiles: "shared/patience.setup.ts",
    // No test is about time; a busy machine fails none.
    testTimeout: 120_000,
  },
}));

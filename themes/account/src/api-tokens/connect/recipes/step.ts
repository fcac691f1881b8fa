/** What one does, one after the other, until a client is connected. */
export type Step =
  /** A line for a shell. */
  | { kind: "shell"; text: string }
  /** A line for a shell that asks for the token, so that its history does not have it. */
  | { kind: "ask"; text: string }
  /** A line for a shell that shows a variable to programs that are not started from it. */
  | { kind: "share"; text: string }
  /** What stands in a file, or in a dialog. Others may stand in the same member of it. */
  | { kind: "file"; file: string; text: string; member?: string }
  /** The token, for where it is asked for; or for a place that is called so. */
  | { kind: "secret"; text: string; place?: string }
  /** An address that makes a program ask whether to take the settings. No secret is in it. */
  | { kind: "link"; href: string };

/** A file of settings, in JSON. */
export const json = (file: string, value: object, member?: string): Step => ({
  kind: "file",
  file,
  text: JSON.stringify(value, null, 2),
  member,
});

/** A file of settings, in YAML. */
export const yaml = (file: string, value: Tree, member?: string): Step => ({
  kind: "file",
  file,
  text: block(value, ""),
  member,
});

/** What our YAML is made of. */
type Tree = { [key: string]: string | number | boolean | string[] | Tree };

function block(tree: Tree, indent: string): string {
  return Object.entries(tree)
    .map(([key, value]) =>
      typeof value === "object" && !Array.isArray(value)
        ? `${indent}${key}:\n${block(value, `${indent}  `)}`
        : // What is JSON is YAML.
          `${indent}${key}: ${JSON.stringify(value)}\n`,
    )
    .join("");
}

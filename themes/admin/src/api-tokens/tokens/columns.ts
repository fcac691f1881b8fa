/** What a row of the list can tell, in that order. The name leads to the details and is always there. */
export const columns = [
  "person",
  "name",
  "hint",
  "access",
  "createdAt",
  "createdWith",
  "expiresAt",
  "lastUsedAt",
  "lastAddress",
  "status",
  "revokedBy",
  "reason",
] as const;

export type Column = (typeof columns)[number];
export type Columns = ReadonlySet<Column>;

export const columnMessages: Record<Column, string> = {
  person: "apiTokensPerson",
  name: "apiTokensName",
  hint: "apiTokensHint",
  access: "apiTokensAccess",
  createdAt: "apiTokensCreatedAt",
  createdWith: "apiTokensCreatedWith",
  expiresAt: "apiTokensExpiresAt",
  lastUsedAt: "apiTokensLastUsedAt",
  lastAddress: "apiTokensLastAddress",
  status: "apiTokensStatus",
  revokedBy: "apiTokensRevokedBy",
  reason: "apiTokensWhy",
};

/** Those that one can do without. */
export const choosable = columns.filter((column) => column !== "name");

const atFirst: Columns = new Set<Column>([
  "person",
  "name",
  "hint",
  "createdAt",
  "expiresAt",
  "lastUsedAt",
  "status",
]);

const KEY = "api-tokens.columns";

type Remembered = Pick<Storage, "getItem" | "setItem">;

/** Those that this browser showed last. What it does not know any more, or keeps nothing of, is as at first. */
export function rememberedColumns(storage: () => Remembered = () => localStorage): Columns {
  try {
    const names: unknown = JSON.parse(storage().getItem(KEY) ?? "null");
    return Array.isArray(names)
      ? new Set(columns.filter((column) => column === "name" || names.includes(column)))
      : atFirst;
  } catch {
    return atFirst;
  }
}

export function rememberColumns(shown: Columns, storage: () => Remembered = () => localStorage) {
  try {
    storage().setItem(KEY, JSON.stringify([...shown]));
  } catch {
    // A browser that keeps nothing shows them until the page is left.
  }
}

/** The same with one more, or one fewer. */
export function withOrWithout(shown: Columns, column: Column): Columns {
  const changed = new Set(shown);
  if (!changed.delete(column)) {
    changed.add(column);
  }
  return changed;
}

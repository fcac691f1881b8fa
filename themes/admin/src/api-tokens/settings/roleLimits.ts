import type { LimitsByRole } from "../rest/settings";

/** A row of the form, as it was typed. */
export type RoleLimit = { role: string; maxPerUser: string; maxLifetimeDays: string };

export const rowsOf = (limits: LimitsByRole | null): RoleLimit[] =>
  Object.entries(limits ?? {}).map(([role, { maxPerUser, maxLifetimeDays }]) => ({
    role,
    maxPerUser: String(maxPerUser ?? ""),
    maxLifetimeDays: String(maxLifetimeDays ?? ""),
  }));

/** The rows as the admin REST takes them; a row with nothing in it is none, and no row at all is none either. */
export function limitsOf(rows: RoleLimit[]) {
  const limits = Object.fromEntries(
    rows
      .filter((row) => Object.values(row).some((text) => text.trim()))
      .map(({ role, ...typed }) => [
        role.trim(),
        Object.fromEntries(
          Object.entries(typed)
            .filter(([, text]) => text.trim())
            .map(([member, text]) => [member, numberOf(text.trim())]),
        ),
      ]),
  );
  return Object.keys(limits).length > 0 ? limits : null;
}

/** What is no number goes to the server as it is, which refuses it. */
const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);

/** The realm's settings as the admin REST has them; null means that the default applies. */
export type Settings = { [member in Flag]: boolean | null } & {
  [member in NumberMember]: number | null;
} & { prefix: string | null; requiredRole: string | null };

type Flag = "enabled" | "neverExpiresAllowed" | "revokeOnPasswordChange";
type NumberMember =
  | "defaultLifetimeDays"
  | "maxLifetimeDays"
  | "maxPerUser"
  | "maxAuthAgeSeconds"
  | "unusedRevokeDays"
  | "expiryNoticeDays"
  | "retentionDays";
export type Member = keyof Settings;

/** What the admin REST found wrong with one member. */
export type Fault = { member: string; expected: string };

/** A field of the form, with what applies when it is left empty; undefined: nothing does. */
export type Field = { label: string; help: string } & (
  | { kind: "switch"; member: Flag; otherwise: boolean }
  | { kind: "number"; member: NumberMember; otherwise?: number }
  | { kind: "text" | "role"; member: "prefix" | "requiredRole"; otherwise?: string }
);

/** All settings, in the order of the form. */
export const fields: Field[] = [
  {
    kind: "switch",
    member: "enabled",
    otherwise: true,
    label: "apiTokensEnabled",
    help: "apiTokensEnabledHelp",
  },
  {
    kind: "text",
    member: "prefix",
    otherwise: "kcat",
    label: "apiTokensPrefix",
    help: "apiTokensPrefixHelp",
  },
  {
    kind: "number",
    member: "maxPerUser",
    otherwise: 50,
    label: "apiTokensMaxPerUser",
    help: "apiTokensMaxPerUserHelp",
  },
  {
    kind: "role",
    member: "requiredRole",
    label: "apiTokensRequiredRole",
    help: "apiTokensRequiredRoleHelp",
  },
  {
    kind: "number",
    member: "maxAuthAgeSeconds",
    label: "apiTokensMaxAuthAge",
    help: "apiTokensMaxAuthAgeHelp",
  },
  {
    kind: "switch",
    member: "neverExpiresAllowed",
    otherwise: true,
    label: "apiTokensNeverExpires",
    help: "apiTokensNeverExpiresHelp",
  },
  {
    kind: "number",
    member: "defaultLifetimeDays",
    label: "apiTokensDefaultLifetime",
    help: "apiTokensDefaultLifetimeHelp",
  },
  {
    kind: "number",
    member: "maxLifetimeDays",
    label: "apiTokensMaxLifetime",
    help: "apiTokensMaxLifetimeHelp",
  },
  {
    kind: "number",
    member: "unusedRevokeDays",
    label: "apiTokensUnusedRevoke",
    help: "apiTokensUnusedRevokeHelp",
  },
  {
    kind: "switch",
    member: "revokeOnPasswordChange",
    otherwise: false,
    label: "apiTokensRevokeOnPassword",
    help: "apiTokensRevokeOnPasswordHelp",
  },
  {
    kind: "number",
    member: "expiryNoticeDays",
    otherwise: 7,
    label: "apiTokensExpiryNotice",
    help: "apiTokensExpiryNoticeHelp",
  },
  {
    kind: "number",
    member: "retentionDays",
    otherwise: 30,
    label: "apiTokensRetention",
    help: "apiTokensRetentionHelp",
  },
];

/** The form as it is filled in: what was typed, and where each switch stands. */
export type Draft = Record<string, string | boolean>;

export function draftOf(settings: Settings): Draft {
  return Object.fromEntries(
    fields.map((field) => [
      field.member,
      field.kind === "switch"
        ? (settings[field.member] ?? field.otherwise)
        : String(settings[field.member] ?? ""),
    ]),
  );
}

/** What of the form is not as it is saved, as the admin REST takes it. */
export function changesOf(draft: Draft, saved: Settings): Partial<Record<Member, unknown>> {
  const before = draftOf(saved);
  return Object.fromEntries(
    fields
      .filter(({ member }) => draft[member] !== before[member])
      .map((field) => [field.member, valueOf(field, draft[field.member])]),
  );
}

function valueOf(field: Field, typed: string | boolean | undefined) {
  if (typeof typed === "boolean") {
    return typed === field.otherwise ? null : typed;
  }
  const text = typed?.trim();
  if (!text) {
    return null;
  }
  // What is no number goes to the server as it is, which says what it wants.
  return field.kind === "number" && /^\d+$/.test(text) ? Number(text) : text;
}

/** The message about a fault, with what it says; the server's own words when they are not known. */
export function messageOfFault({ member, expected }: Fault) {
  const range = /from (\d+) to (\d+)/.exec(expected);
  const field = fields.find((known) => known.member === member);
  if (range && field?.kind === "number") {
    return { key: "apiTokensExpectedNumber", min: range[1], max: range[2] };
  }
  const limit = /^at most (\d+)/.exec(expected);
  if (limit && field?.kind === "number") {
    return { key: "apiTokensExpectedAtMost", max: limit[1] };
  }
  if (field?.member === "prefix") {
    return { key: "apiTokensExpectedPrefix" };
  }
  if (field?.kind === "role") {
    return { key: "apiTokensExpectedRole" };
  }
  return { key: "apiTokensExpected", expected };
}

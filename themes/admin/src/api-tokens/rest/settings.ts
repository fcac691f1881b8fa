type FlagMember =
  | "enabled"
  | "neverExpiresAllowed"
  | "fullAccessAllowed"
  | "revokeOnPasswordChange"
  | "selfRotation";
type NumberMember =
  | "defaultLifetimeDays"
  | "maxLifetimeDays"
  | "maxPerUser"
  | "maxAuthAgeSeconds"
  | "unusedRevokeDays"
  | "expiryNoticeDays"
  | "retentionDays"
  | "leaseSeconds";
type TextMember = "prefix" | "requiredRole";

/** The realm's settings as the admin REST has them; null means that the default applies. */
export type Settings = { [member in FlagMember]: boolean | null } & {
  [member in NumberMember]: number | null;
} & { [member in TextMember]: string | null };

export type Member = keyof Settings;

/** What the server says of a setting; a default of null: none. */
export type Definition = {
  /** The realm's attribute that holds it. */
  attribute: string;
  /** What is right, in the words that a fault has. */
  expected: string;
} & (
  | { kind: "flag"; default: boolean }
  | { kind: "number"; default: number | null; min: number; max: number }
  | { kind: "text"; default: string | null }
);

export type Definitions = Record<Member, Definition>;

/** An attribute of the realm that can't be read; what applies instead, null: the default. */
export type Unreadable = {
  attribute: string;
  expected: string;
  applied: string | null;
};

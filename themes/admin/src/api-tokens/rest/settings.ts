type FlagMember =
  | "enabled"
  | "neverExpiresAllowed"
  | "fullAccessAllowed"
  | "revokeOnPasswordChange"
  | "selfRotation"
  | "revokeOnReuse"
  | "addressesRequired"
  | "recordAddresses"
  | "newAddressNotice";
type NumberMember =
  | "defaultLifetimeDays"
  | "maxLifetimeDays"
  | "maxPerUser"
  | "maxPerServiceAccount"
  | "maxAuthAgeSeconds"
  | "unusedRevokeDays"
  | "retentionDays"
  | "leaseSeconds";
type TextMember = "prefix" | "requiredRole";
type NumbersMember = "expiryNoticeDays";
type TextsMember = "templates";

/** The realm's settings as the admin REST has them; null means that the default applies. */
export type Settings = { [member in FlagMember]: boolean | null } & {
  [member in NumberMember]: number | null;
} & { [member in TextMember]: string | null } & {
  /** One alone is no list. */
  [member in NumbersMember]: number | number[] | null;
} & { [member in TextsMember]: string[] | null } & { limitsByRole: LimitsByRole | null };

/** Limits of those who have a realm role, by its name, in the place of the realm's. */
export type LimitsByRole = Record<string, { maxPerUser?: number; maxLifetimeDays?: number }>;

export type Member = Exclude<keyof Settings, "limitsByRole">;

/** What the server says of a setting; a default of null: none. */
export type Definition = {
  /** The realm's attribute that holds it. */
  attribute: string;
  /** What is right, in the words that a fault has. */
  expected: string;
} & (
  | { kind: "flag"; default: boolean }
  | { kind: "number"; default: number | null; min: number; max: number }
  | { kind: "numbers"; default: number | null }
  | { kind: "text"; default: string | null }
  | { kind: "texts"; default: string[] | null }
);

export type Definitions = Record<Member, Definition>;

/** An attribute of the realm that can't be read; what applies instead, null: the default. */
export type Unreadable = {
  attribute: string;
  expected: string;
  applied: string | null;
};

import type { Fault } from "../../../../shared/rest/RestError";
import type { Definition, Definitions, Member, Settings } from "../rest/settings";

/** How a setting is shown: its label and help, and whether the realm's roles are offered to choose from. */
export type Field = { member: Member; label: string; help: string; offersRoles?: true };

/** All settings, in the order of the form. */
export const fields: Field[] = [
  { member: "enabled", label: "apiTokensEnabled", help: "apiTokensEnabledHelp" },
  { member: "prefix", label: "apiTokensPrefix", help: "apiTokensPrefixHelp" },
  { member: "maxPerUser", label: "apiTokensMaxPerUser", help: "apiTokensMaxPerUserHelp" },
  {
    member: "maxPerServiceAccount",
    label: "apiTokensMaxPerServiceAccount",
    help: "apiTokensMaxPerServiceAccountHelp",
  },
  {
    member: "requiredRole",
    label: "apiTokensRequiredRole",
    help: "apiTokensRequiredRoleHelp",
    offersRoles: true,
  },
  { member: "maxAuthAgeSeconds", label: "apiTokensMaxAuthAge", help: "apiTokensMaxAuthAgeHelp" },
  {
    member: "fullAccessAllowed",
    label: "apiTokensFullAccess",
    help: "apiTokensFullAccessHelp",
  },
  {
    member: "addressesRequired",
    label: "apiTokensAddressesRequired",
    help: "apiTokensAddressesRequiredHelp",
  },
  {
    member: "neverExpiresAllowed",
    label: "apiTokensNeverExpires",
    help: "apiTokensNeverExpiresHelp",
  },
  {
    member: "defaultLifetimeDays",
    label: "apiTokensDefaultLifetime",
    help: "apiTokensDefaultLifetimeHelp",
  },
  { member: "maxLifetimeDays", label: "apiTokensMaxLifetime", help: "apiTokensMaxLifetimeHelp" },
  {
    member: "unusedRevokeDays",
    label: "apiTokensUnusedRevoke",
    help: "apiTokensUnusedRevokeHelp",
  },
  {
    member: "revokeOnPasswordChange",
    label: "apiTokensRevokeOnPassword",
    help: "apiTokensRevokeOnPasswordHelp",
  },
  { member: "selfRotation", label: "apiTokensSelfRotation", help: "apiTokensSelfRotationHelp" },
  { member: "revokeOnReuse", label: "apiTokensRevokeOnReuse", help: "apiTokensRevokeOnReuseHelp" },
  { member: "expiryNoticeDays", label: "apiTokensExpiryNotice", help: "apiTokensExpiryNoticeHelp" },
  {
    member: "recordAddresses",
    label: "apiTokensRecordAddresses",
    help: "apiTokensRecordAddressesHelp",
  },
  {
    member: "newAddressNotice",
    label: "apiTokensNewAddressNotice",
    help: "apiTokensNewAddressNoticeHelp",
  },
  { member: "retentionDays", label: "apiTokensRetention", help: "apiTokensRetentionHelp" },
  { member: "leaseSeconds", label: "apiTokensLease", help: "apiTokensLeaseHelp" },
  { member: "templates", label: "apiTokensTemplates", help: "apiTokensTemplatesHelp" },
];

/** The form as it is filled in: what was typed, and where each switch stands. */
export type Draft = Record<Member, string | boolean>;

export const draftOf = (settings: Settings, definitions: Definitions) =>
  Object.fromEntries(
    fields.map(({ member }) => {
      const definition = definitions[member];
      const value = settings[member];
      if (definition.kind === "flag") {
        return [member, value ?? definition.default];
      }
      const isOnLines = definition.kind === "texts" && Array.isArray(value);
      return [member, isOnLines ? value.join("\n") : String(value ?? "")];
    }),
  ) as Draft;

/** What was typed, but for what is the same there. */
export const otherThan = (there: Partial<Draft>, typed: Partial<Draft>): Partial<Draft> =>
  Object.fromEntries(
    Object.entries(typed).filter(([member, value]) => value !== there[member as Member]),
  );

/** What of the form is not as it is saved, as the admin REST takes it. */
export function changesOf(
  draft: Draft,
  saved: Settings,
  definitions: Definitions,
): Partial<Record<Member, unknown>> {
  const before = draftOf(saved, definitions);
  return Object.fromEntries(
    fields
      .filter(({ member }) => draft[member] !== before[member])
      .map(({ member }) => [member, valueOf(draft[member], definitions[member])]),
  );
}

function valueOf(typed: string | boolean, definition: Definition) {
  if (typeof typed === "boolean") {
    return typed === definition.default ? null : typed;
  }
  const text = typed.trim();
  if (!text) {
    return null;
  }
  if (definition.kind === "texts") {
    return text.split("\n").filter((line) => line.trim());
  }
  // What is no number goes to the server as it is, which says what it wants.
  return definition.kind !== "text" && /^\d+$/.test(text) ? Number(text) : text;
}

/** The message about a fault; the server's own words when there is none for them. */
export function messageOfFault(
  { member, expected }: Fault,
  definitions: Definitions,
  draft: Draft,
) {
  const definition = definitions[member as Member] as Definition | undefined;
  if (member === "prefix") {
    return { key: "apiTokensExpectedPrefix" };
  }
  if (member === "requiredRole") {
    return { key: "apiTokensExpectedRole" };
  }
  if (definition?.kind === "texts") {
    return { key: "apiTokensExpectedTemplates" };
  }
  if (definition?.kind === "numbers") {
    return { key: "apiTokensExpectedNotices" };
  }
  if (definition?.kind === "number" && definition.expected === expected) {
    return { key: "apiTokensExpectedNumber", min: definition.min, max: definition.max };
  }
  // A number that would do by itself contradicts the other one.
  const longest = String(draft.maxLifetimeDays).trim();
  if (member === "defaultLifetimeDays" && longest) {
    return { key: "apiTokensExpectedAtMost", max: longest };
  }
  return { key: "apiTokensExpected", expected };
}

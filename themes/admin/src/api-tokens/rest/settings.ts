import type { Schemas } from "../../../../shared/rest/contract";

/** The realm's settings as the admin REST has them; null means that the default applies. */
export type Settings = Schemas["AllSettings"];

/** Limits of those who have a realm role, by its name, in the place of the realm's. */
export type LimitsByRole = NonNullable<Settings["limitsByRole"]>;

export type Member = Exclude<keyof Settings, "limitsByRole">;

/** What the server says of a setting; a default of null: none. */
export type Definition = Schemas["Definition"];

/** There is one of each setting. */
export type Definitions = Record<Member, Definition>;

/** An attribute of the realm that can't be read; what applies instead, null: the default. */
export type Unreadable = Schemas["UnreadableSetting"];

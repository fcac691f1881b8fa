/** What the realm allows. */
export type Limits = {
  neverExpiresAllowed: boolean;
  defaultLifetimeDays: number | null;
  maxLifetimeDays: number | null;
};

/** `30d`, a date of one's own, or none; the form the select and the deep link use. */
export type Choice = `${number}d` | "date" | "never";

export type Expiration = {
  choice: Choice;
  /** `YYYY-MM-DD`, or empty; counts when the choice is `date`. */
  date: string;
};

export type ExpirationFault = "date_missing" | "date_past" | "date_too_far";

const PRESET_DAYS = [7, 30, 60, 90, 365];

/** What may be chosen, in the order to show. */
export function choicesFor(limits: Limits): Choice[] {
  const max = limits.maxLifetimeDays ?? Infinity;
  const days = new Set(PRESET_DAYS);
  if (limits.defaultLifetimeDays) {
    days.add(limits.defaultLifetimeDays);
  }
  if (limits.maxLifetimeDays) {
    days.add(limits.maxLifetimeDays);
  }
  return [
    ...[...days]
      .filter((n) => n <= max)
      .sort((a, b) => a - b)
      .map((n): Choice => `${n}d`),
    "date",
    ...(limits.neverExpiresAllowed ? (["never"] as const) : []),
  ];
}

/** What is chosen at first: the realm's default, else no expiration, else a month or the most that is allowed. */
export function defaultChoice(limits: Limits): Choice {
  const choices = choicesFor(limits);
  const wanted: Choice[] = [
    ...(limits.defaultLifetimeDays ? ([`${limits.defaultLifetimeDays}d`] as const) : []),
    "never",
    "30d",
  ];
  const found = wanted.find((choice) => choices.includes(choice));
  return found ?? choices.filter((choice) => choice.endsWith("d")).at(-1) ?? "date";
}

/** The midnight, in local time, so many days from now; a day that a clock change shortens is a day. */
export function midnight(now: Date, days: number) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** When a token of this choice expires: null for never, or a fault. */
export function expiresAt(
  { choice, date }: Expiration,
  limits: Limits,
  now: Date,
): Date | null | ExpirationFault {
  if (choice === "never") {
    return null;
  }
  if (choice !== "date") {
    return midnight(now, Number.parseInt(choice, 10));
  }
  const chosen = parseDate(date);
  if (!chosen) {
    return "date_missing";
  }
  if (chosen <= now) {
    return "date_past";
  }
  return limits.maxLifetimeDays && chosen > midnight(now, limits.maxLifetimeDays)
    ? "date_too_far"
    : chosen;
}

/** The first and last day that may be chosen, as the date field takes them. */
export function dateRange(limits: Limits, now: Date) {
  return {
    min: isoDate(midnight(now, 1)),
    max: limits.maxLifetimeDays ? isoDate(midnight(now, limits.maxLifetimeDays)) : undefined,
  };
}

/** `YYYY-MM-DD` of a local day. */
export function isoDate(day: Date) {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The local midnight that begins a day which exists, else undefined. */
export function parseDate(text: string) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) {
    return undefined;
  }
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(year, month - 1, day);
  return isoDate(date) === text ? date : undefined;
}

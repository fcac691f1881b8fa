import type { ApiToken } from "../rest/apiToken";

/** What the realm allows. */
export type Limits = {
  neverExpiresAllowed: boolean;
  defaultLifetimeDays: number | null;
  maxLifetimeDays: number | null;
};

/** `30d`, a date of one's own, or none; the form the select and the deep link use. A rotation may give the same once more. */
export type Choice = `${number}d` | "date" | "never" | "same";

export type Expiration = {
  choice: Choice;
  /** `YYYY-MM-DD`, or empty; counts when the choice is `date`. */
  date: string;
};

export type ExpirationFault = "date_missing" | "date_past" | "date_too_far";

const PRESET_DAYS = [7, 30, 60, 90, 365];

const DAY = 24 * 60 * 60 * 1000;

/** How far ahead of the server's a browser's clock may be, and nothing that is offered is refused. */
const CLOCK_SKEW = 5 * 60 * 1000;

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

/** What is chosen at first: the realm's default, else a month, or the most that is allowed. */
export function defaultChoice(limits: Limits): Choice {
  const choices = choicesFor(limits);
  const wanted: Choice[] = [
    ...(limits.defaultLifetimeDays ? ([`${limits.defaultLifetimeDays}d`] as const) : []),
    "30d",
  ];
  const found = wanted.find((choice) => choices.includes(choice));
  return found ?? choices.filter((choice) => choice.endsWith("d")).at(-1) ?? "date";
}

/** The midnight, in local time, so many days from now; a day that a clock change shortens is a day. */
export function midnight(now: Date, days: number) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** The latest instant that the realm allows, or undefined: any. */
const latest = ({ maxLifetimeDays }: Limits, now: Date) =>
  maxLifetimeDays ? new Date(now.getTime() + maxLifetimeDays * DAY - CLOCK_SKEW) : undefined;

/** So many days from now: to the end of the last of them where the realm allows that, else of 24 hours each. */
function inDays(days: number, limits: Limits, now: Date) {
  const endOfLast = midnight(now, days + 1);
  const last = latest(limits, now);
  return !last || endOfLast <= last
    ? endOfLast
    : new Date(Math.min(now.getTime() + days * DAY, last.getTime()));
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
    return inDays(Number.parseInt(choice, 10), limits, now);
  }
  const chosen = parseDate(date);
  if (!chosen) {
    return "date_missing";
  }
  if (chosen <= now) {
    return "date_past";
  }
  const last = latest(limits, now);
  return last && chosen > last ? "date_too_far" : chosen;
}

/** What the server takes at the most. */
const LAST = Date.parse("9999-12-31T23:59:59Z");

/** When a token expires that lives as long again: null for never, undefined when the realm no longer allows that. */
export function asLongAgain(
  { expiresAt, rotatedAt, createdAt }: Pick<ApiToken, "expiresAt" | "rotatedAt" | "createdAt">,
  limits: Limits,
  now: Date,
): Date | null | undefined {
  if (expiresAt === null) {
    return limits.neverExpiresAllowed ? null : undefined;
  }
  const lifetime = Date.parse(expiresAt) - Date.parse(rotatedAt ?? createdAt);
  return limits.maxLifetimeDays && lifetime > limits.maxLifetimeDays * DAY
    ? undefined
    : new Date(Math.min(now.getTime() + lifetime, LAST));
}

/** The first and last day that may be chosen, as the date field takes them. */
export function dateRange(limits: Limits, now: Date) {
  const last = latest(limits, now);
  return {
    min: isoDate(midnight(now, 1)),
    max: last && isoDate(last),
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

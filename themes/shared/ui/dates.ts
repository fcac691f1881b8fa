/** The console's language in the variant that the browser asks for, such as en-GB for en. */
export function dateLocale(language: string, browser: readonly string[] = navigator.languages) {
  const base = (tag: string) => tag.split("-")[0];
  return browser.find((tag) => base(tag) === base(language)) ?? language;
}

/** Whether it is a point in time; what formats one throws otherwise, and takes the page down. */
export const isReadable = (date: Date) => !Number.isNaN(date.getTime());

/** "3 March 2027 at 00:00" */
export const dateAndTime = (date: Date, locale: string) =>
  date.toLocaleString(locale, { dateStyle: "long", timeStyle: "short" });

/** "3 Mar 2027" */
export const shortDate = (date: Date, locale: string) =>
  date.toLocaleDateString(locale, { dateStyle: "medium" });

/** "Central European Standard Time"; nothing for what is no point in time. */
export function timeZoneName(date: Date, locale: string) {
  if (!isReadable(date)) {
    return "";
  }
  const parts = new Intl.DateTimeFormat(locale, {
    timeZoneName: "long",
  }).formatToParts(date);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

const SECOND = 1000;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["day", 24 * 3600],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** "2 hours ago", "in 3 days": rounded down to the largest unit that fits; "now" below a second; nothing for what is no point in time. */
export function relativeTime(date: Date, now: Date, locale: string) {
  if (!isReadable(date)) {
    return "";
  }
  const seconds = Math.trunc((date.getTime() - now.getTime()) / SECOND);
  const [unit, size] =
    UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? (["second", 1] as const);
  return new Intl.RelativeTimeFormat(locale, {
    numeric: unit === "second" && seconds === 0 ? "auto" : "always",
  }).format(Math.trunc(seconds / size), unit);
}

const SOON_DAYS = 7;

/** Whether a token's end is near enough for a word about it. */
export const isSoon = (date: Date, now: Date) =>
  date > now && date.getTime() - now.getTime() <= SOON_DAYS * 24 * 3600 * SECOND;

import { describe, expect, it, vi } from "vitest";
import {
  asLongAgain,
  choicesFor,
  dateRange,
  defaultChoice,
  expiresAt,
  isoDate,
  type Limits,
  midnight,
  parseDate,
} from "./expiration";

const now = new Date(2026, 10, 24, 15, 30);
const limits = (changes: Partial<Limits> = {}): Limits => ({
  neverExpiresAllowed: true,
  defaultLifetimeDays: null,
  maxLifetimeDays: null,
  ...changes,
});

describe("choicesFor", () => {
  it("offers the presets, a date and none when the realm sets no limit", () => {
    expect(choicesFor(limits())).toEqual(["7d", "30d", "60d", "90d", "365d", "date", "never"]);
  });

  it("leaves out what the realm does not allow, and offers the most that it does", () => {
    expect(choicesFor(limits({ neverExpiresAllowed: false, maxLifetimeDays: 45 }))).toEqual([
      "7d",
      "30d",
      "45d",
      "date",
    ]);
  });

  it("offers the realm's default among the presets", () => {
    expect(choicesFor(limits({ defaultLifetimeDays: 14 }))).toContain("14d");
  });

  it("offers something when the realm allows less than the shortest preset", () => {
    expect(choicesFor(limits({ neverExpiresAllowed: false, maxLifetimeDays: 1 }))).toEqual([
      "1d",
      "date",
    ]);
  });
});

describe("defaultChoice", () => {
  it.each<[string, Partial<Limits>, string]>([
    ["the realm's default", { defaultLifetimeDays: 90 }, "90d"],
    ["a month without one", {}, "30d"],
    ["a month when tokens must expire", { neverExpiresAllowed: false }, "30d"],
    [
      "the most when that is less than a month",
      { neverExpiresAllowed: false, maxLifetimeDays: 10 },
      "10d",
    ],
    [
      "the month when the default is beyond the limit",
      { neverExpiresAllowed: false, maxLifetimeDays: 60, defaultLifetimeDays: 90 },
      "30d",
    ],
  ])("is %s", (_, changes, choice) => {
    expect(defaultChoice(limits(changes))).toBe(choice);
  });
});

describe("expiresAt", () => {
  const DAY = 24 * 3600 * 1000;
  /** Minutes behind UTC in January: the zone does count. */
  const offsets: Record<string, number> = {
    "Europe/Berlin": -60,
    "America/St_Johns": 210,
    "America/Santiago": 180,
    "Australia/Lord_Howe": -660,
    "Pacific/Kiritimati": -840,
    UTC: 0,
  };

  it("is the end of the last of so many local days", () => {
    expect(expiresAt({ choice: "7d", date: "" }, limits(), now)).toEqual(new Date(2026, 11, 2));
    const month = limits({ maxLifetimeDays: 30 });
    expect(expiresAt({ choice: "7d", date: "" }, month, now)).toEqual(new Date(2026, 11, 2));
  });

  it("is as many days of 24 hours, less what a clock may be ahead, where the limit allows no more", () => {
    const end = expiresAt({ choice: "30d", date: "" }, limits({ maxLifetimeDays: 30 }), now);
    expect((end as Date).getTime()).toBe(now.getTime() + 30 * DAY - 5 * 60 * 1000);
    const last = expiresAt({ choice: "1d", date: "" }, limits({ maxLifetimeDays: 1 }), now);
    expect((last as Date).getTime()).toBe(now.getTime() + DAY - 5 * 60 * 1000);
  });

  it.each(Object.keys(offsets))(
    "is within the limit for whatever is offered, at any hour of any day in %s",
    (zone) => {
      vi.stubEnv("TZ", zone);
      expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offsets[zone]);
      const limit = limits({ maxLifetimeDays: 30, neverExpiresAllowed: false });
      const choices = choicesFor(limit);
      const wrong: Date[] = [];
      for (let hours = 0; hours < 366 * 24; hours++) {
        const then = new Date(2026, 0, 1, hours);
        for (const choice of choices) {
          for (const date of Object.values(dateRange(limit, then))) {
            const end = expiresAt({ choice, date: date ?? "" }, limit, then) as Date;
            const left = end.getTime() - then.getTime();
            // One expectation for each would take a hundred times as long.
            if (!(left > 0 && left < 30 * DAY)) {
              wrong.push(then);
            }
          }
        }
      }
      expect(wrong).toEqual([]);
      vi.unstubAllEnvs();
    },
  );

  it("is a midnight on the far side of a clock change", () => {
    expect(expiresAt({ choice: "date", date: "2027-03-29" }, limits(), now)).toEqual(
      new Date("2027-03-28T22:00:00Z"),
    );
    expect(midnight(new Date(2027, 2, 27, 12), 2)).toEqual(new Date("2027-03-28T22:00:00Z"));
  });

  it.each<[string, string, Partial<Limits>]>([
    ["date_missing", "", {}],
    ["date_missing", "2027-02-30", {}],
    ["date_missing", "tomorrow", {}],
    ["date_past", "2026-11-24", {}],
    ["date_past", "2020-01-01", {}],
    ["date_too_far", "2026-12-25", { maxLifetimeDays: 30 }],
  ])("is %s for '%s'", (fault, date, changes) => {
    expect(expiresAt({ choice: "date", date }, limits(changes), now)).toBe(fault);
  });

  it("takes the last day that the limit allows, which the date field offers", () => {
    const month = limits({ maxLifetimeDays: 30 });
    const { min, max } = dateRange(month, now);
    expect([min, max]).toEqual(["2026-11-25", "2026-12-24"]);
    expect(expiresAt({ choice: "date", date: max ?? "" }, month, now)).toEqual(
      new Date(2026, 11, 24),
    );
    expect(expiresAt({ choice: "date", date: min }, month, now)).toEqual(new Date(2026, 10, 25));
  });

  it("is null when it never expires", () => {
    expect(expiresAt({ choice: "never", date: "" }, limits(), now)).toBeNull();
  });
});

describe("asLongAgain", () => {
  const given = (createdAt: string, expiresAt: string | null, rotatedAt: string | null = null) => ({
    createdAt,
    expiresAt,
    rotatedAt,
  });

  it("is the lifetime since the last rotation once more", () => {
    expect(
      asLongAgain(given("2026-11-01T00:00:00Z", "2026-11-11T00:00:00Z"), limits(), now),
    ).toEqual(new Date(now.getTime() + 10 * 24 * 3600 * 1000));
    expect(
      asLongAgain(
        given("2020-01-01T00:00:00Z", "2026-11-11T00:00:00Z", "2026-11-10T00:00:00Z"),
        limits({ maxLifetimeDays: 1 }),
        now,
      ),
    ).toEqual(new Date(now.getTime() + 24 * 3600 * 1000));
  });

  it("ends with the last year that there is", () => {
    const last = "9999-12-31T23:59:59Z";
    expect(asLongAgain(given("2026-11-01T00:00:00Z", last), limits(), now)).toEqual(new Date(last));
  });

  it("is never for a token that never expires", () => {
    expect(asLongAgain(given("2026-11-01T00:00:00Z", null), limits(), now)).toBeNull();
  });

  it("is nothing when the realm no longer allows it", () => {
    const month = limits({ maxLifetimeDays: 30, neverExpiresAllowed: false });
    expect(asLongAgain(given("2026-11-01T00:00:00Z", null), month, now)).toBeUndefined();
    expect(
      asLongAgain(given("2026-01-01T00:00:00Z", "2026-11-11T00:00:00Z"), month, now),
    ).toBeUndefined();
  });
});

describe("parseDate", () => {
  it("reads what isoDate writes", () => {
    expect(parseDate(isoDate(now))).toEqual(new Date(2026, 10, 24));
  });
});

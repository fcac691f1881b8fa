import { describe, expect, it } from "vitest";
import {
  dateAndTime,
  dateLocale,
  isReadable,
  isSoon,
  relativeTime,
  shortDate,
  timeZoneName,
} from "./dates";

const now = new Date("2026-11-24T12:00:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("relativeTime", () => {
  it.each([
    [-2 * HOUR, "2 hours ago"],
    [-2 * HOUR + 1, "1 hour ago"],
    [-90 * MINUTE, "1 hour ago"],
    [-59, "59 seconds ago"],
    [0, "now"],
    [-0.4, "now"],
    [3 * DAY, "in 3 days"],
    [3 * DAY - 1, "in 2 days"],
    [-40 * DAY, "1 month ago"],
    [-800 * DAY, "2 years ago"],
  ])("of %d seconds is %s", (seconds, words) => {
    expect(relativeTime(after(seconds), now, "en")).toBe(words);
  });

  it("speaks the person's language", () => {
    expect(relativeTime(after(3 * DAY), now, "de")).toBe("in 3 Tagen");
  });
});

describe("dates", () => {
  it("are words of the person's country, in local time", () => {
    const end = new Date("2027-03-02T23:00:00Z");
    expect(dateAndTime(end, "en-GB")).toBe("3 March 2027 at 00:00");
    expect(dateAndTime(end, "de-DE")).toBe("3. März 2027 um 00:00");
    expect(shortDate(end, "en-GB")).toBe("3 Mar 2027");
    expect(timeZoneName(end, "en-GB")).toBe("Central European Standard Time");
  });

  it("take the country from the browser when it speaks the console's language", () => {
    expect(dateLocale("en", ["de-DE", "en-GB", "en-US"])).toBe("en-GB");
    expect(dateLocale("de", ["en-GB"])).toBe("de");
    expect(dateLocale("zh-Hans", ["zh-CN"])).toBe("zh-CN");
  });
});

describe("what is no point in time", () => {
  const unreadable = new Date("+10000-01-01T00:00:00Z");

  it("is told from what is one", () => {
    expect(isReadable(unreadable)).toBe(false);
    expect(isReadable(now)).toBe(true);
  });

  it("has no words, and takes no page down", () => {
    expect(relativeTime(unreadable, now, "en")).toBe("");
    expect(timeZoneName(unreadable, "en")).toBe("");
  });
});

describe("isSoon", () => {
  it.each([
    [7 * DAY, true],
    [7 * DAY + 1, false],
    [1, true],
    [0, false],
    [-1, false],
  ])("of %d seconds ahead is %s", (seconds, soon) => {
    expect(isSoon(after(seconds), now)).toBe(soon);
  });
});

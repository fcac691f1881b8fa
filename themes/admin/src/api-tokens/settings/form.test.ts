import { describe, expect, it } from "vitest";
import type { Settings } from "../rest/settings";
import { definitions } from "./definitions.fixture";
import { changesOf, draftOf, fields, messageOfFault } from "./form";

const defaults = {
  ...Object.fromEntries(Object.keys(definitions).map((member) => [member, null])),
  limitsByRole: null,
} as unknown as Settings;

it("every setting has a field", () => {
  expect(fields.map(({ member }) => member).sort()).toEqual(Object.keys(definitions).sort());
});

describe("draftOf", () => {
  it("shows switches as they apply and the rest empty", () => {
    expect(draftOf(defaults, definitions)).toMatchObject({
      enabled: true,
      neverExpiresAllowed: true,
      fullAccessAllowed: true,
      revokeOnPasswordChange: false,
      selfRotation: false,
      prefix: "",
      maxPerUser: "",
    });
  });

  it("takes the defaults of switches from the server", () => {
    const off = { ...definitions.enabled, kind: "flag" as const, default: false };
    expect(draftOf(defaults, { ...definitions, enabled: off }).enabled).toBe(false);
  });

  it("shows what is set", () => {
    const saved = { ...defaults, enabled: false, maxPerUser: 3, expiryNoticeDays: 0 };
    expect(draftOf(saved, definitions)).toMatchObject({
      enabled: false,
      maxPerUser: "3",
      expiryNoticeDays: "0",
    });
  });
});

it("shows several numbers as a list, and sends one as what it is", () => {
  const saved = { ...defaults, expiryNoticeDays: [30, 7] };
  expect(draftOf(saved, definitions).expiryNoticeDays).toBe("30,7");
  const draft = { ...draftOf(saved, definitions), expiryNoticeDays: "14" };
  expect(changesOf(draft, saved, definitions)).toEqual({ expiryNoticeDays: 14 });
  expect(changesOf({ ...draft, expiryNoticeDays: "14, 3" }, saved, definitions)).toEqual({
    expiryNoticeDays: "14, 3",
  });
});

it("shows several texts on lines, and sends a list of those that say anything", () => {
  const saved = { ...defaults, templates: ["CI?expires=90d", "Laptop?name=Laptop"] };
  expect(draftOf(saved, definitions).templates).toBe("CI?expires=90d\nLaptop?name=Laptop");
  const draft = { ...draftOf(saved, definitions), templates: "CI?expires=7d\n \n" };
  expect(changesOf(draft, saved, definitions)).toEqual({ templates: ["CI?expires=7d"] });
  expect(changesOf({ ...draft, templates: " " }, saved, definitions)).toEqual({ templates: null });
});

describe("changesOf", () => {
  it("is empty when nothing was touched", () => {
    const saved = { ...defaults, enabled: false, maxPerUser: 3 };
    expect(changesOf(draftOf(saved, definitions), saved, definitions)).toEqual({});
  });

  it("holds only what was, with null for the default", () => {
    const saved = { ...defaults, enabled: false, prefix: "acme", maxLifetimeDays: 90 };
    const draft = {
      ...draftOf(saved, definitions),
      enabled: true,
      prefix: " ",
      retentionDays: " 60 ",
    };
    expect(changesOf(draft, saved, definitions)).toEqual({
      enabled: null,
      prefix: null,
      retentionDays: 60,
    });
  });

  it("leaves it to the server to refuse what is no number", () => {
    const draft = { ...draftOf(defaults, definitions), maxPerUser: "many", retentionDays: "-1" };
    expect(changesOf(draft, defaults, definitions)).toEqual({
      maxPerUser: "many",
      retentionDays: "-1",
    });
  });
});

describe("messageOfFault", () => {
  const draft = { ...draftOf(defaults, definitions), maxLifetimeDays: " 30 " };

  it.each([
    [
      { member: "maxPerUser", expected: "a whole number from 1 to 10000" },
      { key: "apiTokensExpectedNumber", min: 1, max: 10000 },
    ],
    [
      { member: "defaultLifetimeDays", expected: "a whole number from 1 to 36500" },
      { key: "apiTokensExpectedNumber", min: 1, max: 36500 },
    ],
    [
      { member: "defaultLifetimeDays", expected: "at most 30, the longest lifetime allowed" },
      { key: "apiTokensExpectedAtMost", max: "30" },
    ],
    [
      { member: "prefix", expected: "a lower-case letter, then 1 to 15" },
      { key: "apiTokensExpectedPrefix" },
    ],
    [
      { member: "requiredRole", expected: "the name of a realm role" },
      { key: "apiTokensExpectedRole" },
    ],
    [
      { member: "maxPerUser", expected: "less" },
      { key: "apiTokensExpected", expected: "less" },
    ],
    [
      { member: "of_the_future", expected: "no such setting" },
      { key: "apiTokensExpected", expected: "no such setting" },
    ],
  ])("of %j is %j", (fault, message) => {
    expect(messageOfFault(fault, definitions, draft)).toEqual(message);
  });

  it("takes the range from the server's definition, whatever its sentence says", () => {
    const changed = {
      ...definitions,
      maxPerUser: {
        attribute: "api-tokens.max-per-user",
        kind: "number" as const,
        default: 5,
        min: 2,
        max: 7,
        expected: "a small number",
      },
    };
    const fault = { member: "maxPerUser", expected: "a small number" };
    expect(messageOfFault(fault, changed, draft)).toEqual({
      key: "apiTokensExpectedNumber",
      min: 2,
      max: 7,
    });
  });
});

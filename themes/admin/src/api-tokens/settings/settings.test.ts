import { describe, expect, it } from "vitest";
import { changesOf, draftOf, fields, messageOfFault, type Settings } from "./settings";

const defaults: Settings = {
  enabled: null,
  prefix: null,
  neverExpiresAllowed: null,
  defaultLifetimeDays: null,
  maxLifetimeDays: null,
  maxPerUser: null,
  requiredRole: null,
  maxAuthAgeSeconds: null,
  unusedRevokeDays: null,
  expiryNoticeDays: null,
  revokeOnPasswordChange: null,
  retentionDays: null,
};

it("every setting has a field", () => {
  expect(fields.map(({ member }) => member).sort()).toEqual(Object.keys(defaults).sort());
});

describe("draftOf", () => {
  it("shows switches as they apply and the rest empty", () => {
    const draft = draftOf(defaults);
    expect(draft).toMatchObject({
      enabled: true,
      neverExpiresAllowed: true,
      revokeOnPasswordChange: false,
      prefix: "",
      maxPerUser: "",
    });
  });

  it("shows what is set", () => {
    expect(
      draftOf({ ...defaults, enabled: false, maxPerUser: 3, expiryNoticeDays: 0 }),
    ).toMatchObject({ enabled: false, maxPerUser: "3", expiryNoticeDays: "0" });
  });
});

describe("changesOf", () => {
  it("is empty when nothing was touched", () => {
    const saved = { ...defaults, enabled: false, maxPerUser: 3 };
    expect(changesOf(draftOf(saved), saved)).toEqual({});
  });

  it("holds only what was, with null for the default", () => {
    const saved = { ...defaults, enabled: false, prefix: "acme", maxLifetimeDays: 90 };
    expect(
      changesOf({ ...draftOf(saved), enabled: true, prefix: " ", retentionDays: " 60 " }, saved),
    ).toEqual({ enabled: null, prefix: null, retentionDays: 60 });
  });

  it("leaves it to the server to refuse what is no number", () => {
    expect(
      changesOf({ ...draftOf(defaults), maxPerUser: "many", retentionDays: "-1" }, defaults),
    ).toEqual({ maxPerUser: "many", retentionDays: "-1" });
  });
});

describe("messageOfFault", () => {
  it.each([
    [
      { member: "maxPerUser", expected: "a whole number from 1 to 10000" },
      { key: "apiTokensExpectedNumber", min: "1", max: "10000" },
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
  ])("of %j is %j", (fault, message) => {
    expect(messageOfFault(fault)).toEqual(message);
  });
});

import { describe, expect, it } from "vitest";
import {
  bodyOf,
  dayFrom,
  firstPage,
  isFiltered,
  isWholeToken,
  lastPage,
  noFilter,
  parametersOf,
  queryOf,
  revocable,
  viewOf,
} from "./filter";

describe("queryOf", () => {
  it("has nothing of an empty filter", () => {
    expect(queryOf(noFilter)).toBe("");
  });

  it("escapes what was typed", () => {
    expect(queryOf({ ...noFilter, search: "a&b=c d", resource: "ü" })).toBe(
      "search=a%26b%3Dc+d&resource=%C3%BC",
    );
  });

  it("has the page's part and order", () => {
    expect(queryOf(noFilter, firstPage)).toBe("first=0&max=20&sort=createdAt&direction=desc");
    expect(queryOf(noFilter, { ...firstPage, page: 3, perPage: 50, sort: "name" })).toBe(
      "first=100&max=50&sort=name&direction=desc",
    );
  });
});

describe("viewOf", () => {
  const of = (search: string) => viewOf(new URLSearchParams(search));

  it("is what parametersOf wrote", () => {
    const view = {
      filter: {
        search: "a&b ü",
        status: "expired" as const,
        resource: "graphql-api",
        userId: "a-user",
        createdBefore: "2027-01-01",
        unusedSince: "2027-03-03",
        expiresBefore: "2027-07-01",
        neverExpires: "true" as const,
      },
      page: { page: 3, perPage: 50, sort: "name" as const, direction: "asc" as const },
    };
    expect(viewOf(parametersOf(view))).toEqual(view);
  });

  it("is what holds at first when nothing is said, which needs no parameter", () => {
    expect(of("")).toEqual({ filter: noFilter, page: firstPage });
    expect(parametersOf(of("")).toString()).toBe("");
  });

  it("passes over what is wrong", () => {
    expect(
      of(
        "status=blocked&page=0&perPage=1e9&sort=secret&direction=up&neverExpires=no&unusedSince=soon",
      ),
    ).toEqual(of(""));
  });

  it.each(["search", "resource", "userId"])("never has a token as %s", (name) => {
    expect(of(`${name}=kcat_${"a".repeat(49)}`)).toEqual(of(""));
  });
});

describe("bodyOf", () => {
  it("makes local midnights of days", () => {
    expect(bodyOf({ ...noFilter, unusedSince: "2027-03-03", expiresBefore: "2027-07-01" })).toEqual(
      {
        unusedSince: "2027-03-02T23:00:00.000Z",
        expiresBefore: "2027-06-30T22:00:00.000Z",
      },
    );
  });

  it("says yes, not the word for it", () => {
    expect(bodyOf({ ...noFilter, neverExpires: "true" })).toEqual({ neverExpires: true });
    expect(queryOf({ ...noFilter, neverExpires: "true" })).toBe("neverExpires=true");
  });

  it("leaves out a day that is none", () => {
    expect(bodyOf({ ...noFilter, unusedSince: "2027-99-03" })).toEqual({});
  });
});

it("dayFrom counts local days, whatever their length", () => {
  expect(dayFrom(new Date(2027, 2, 1, 0, 30), -1)).toBe("2027-02-28");
  // Of 23 hours, in Berlin.
  expect(dayFrom(new Date(2027, 2, 28, 0, 30), 1)).toBe("2027-03-29");
  expect(dayFrom(new Date(2027, 11, 31, 23, 30), 30)).toBe("2028-01-30");
});

describe("revocable", () => {
  it("is what is active of the filter", () => {
    expect(revocable({ ...noFilter, search: "ci" })).toEqual({
      ...noFilter,
      search: "ci",
      status: "active",
    });
    expect(revocable({ ...noFilter, status: "active" })).toEqual({ ...noFilter, status: "active" });
  });

  it.each(["expired", "revoked"] as const)("is nothing of those that are %s", (status) => {
    expect(revocable({ ...noFilter, status })).toBeUndefined();
  });
});

it("isFiltered tells whether anything is chosen", () => {
  expect(isFiltered(noFilter)).toBe(false);
  expect(isFiltered({ ...noFilter, resource: "graphql-api" })).toBe(true);
});

it.each([
  [`kcat_${"a".repeat(49)}`, true],
  [` "kcat_${"Z9".repeat(24)}0" `, true],
  ["kcat_…x7Qa", false],
  ["CI_Pipeline", false],
])("isWholeToken of %s is %s", (text, expected) => {
  expect(isWholeToken(text)).toBe(expected);
});

it.each([
  [0, 1],
  [20, 1],
  [21, 2],
])("lastPage of %i tokens is %i", (count, page) => {
  expect(lastPage(count, 20)).toBe(page);
});

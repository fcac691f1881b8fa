import { expect, it } from "vitest";
import { noFilter } from "../rest/filter";
import { conditionsOf } from "./conditions";

it("conditionsOf is nothing of a filter that says nothing", () => {
  expect(conditionsOf(noFilter)).toEqual([]);
});

it("conditionsOf has each member that says something", () => {
  const filter = {
    search: "ci",
    status: "active",
    resource: "api",
    userId: "a-user",
    createdBefore: "2027-01-01",
    unusedSince: "2027-01-02",
    expiresBefore: "2027-01-03",
    neverExpires: "true",
  } as const;
  expect(
    conditionsOf(filter)
      .map(({ member }) => member)
      .sort(),
  ).toEqual(Object.keys(noFilter).sort());
});

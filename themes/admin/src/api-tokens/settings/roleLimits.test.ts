import { expect, it } from "vitest";
import { limitsOf, rowsOf } from "./roleLimits";

it("reads rows and writes them back", () => {
  const limits = { editor: { maxPerUser: 100 }, guest: { maxPerUser: 1, maxLifetimeDays: 7 } };
  expect(rowsOf(limits)).toEqual([
    { role: "editor", maxPerUser: "100", maxLifetimeDays: "" },
    { role: "guest", maxPerUser: "1", maxLifetimeDays: "7" },
  ]);
  expect(limitsOf(rowsOf(limits))).toEqual(limits);
});

it("is nothing when no row has anything in it", () => {
  expect(rowsOf(null)).toEqual([]);
  expect(limitsOf([{ role: " ", maxPerUser: "", maxLifetimeDays: "" }])).toBeNull();
});

it("leaves what is no number to the server", () => {
  expect(limitsOf([{ role: "a", maxPerUser: "many", maxLifetimeDays: " 7 " }])).toEqual({
    a: { maxPerUser: "many", maxLifetimeDays: 7 },
  });
});

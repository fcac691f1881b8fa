import { expect, it } from "vitest";
import { noFilter } from "../rest/filter";
import { numbersOf } from "./numbers";

const numbers = new Map(
  numbersOf(new Date(2027, 5, 15, 9))
    .flatMap((group) => group.numbers)
    .map((number) => [number.id, number]),
);

it.each([
  ["active", {}],
  ["older-365", { createdBefore: "2026-06-15" }],
  ["never-expires", { neverExpires: "true" }],
  ["unused", { unusedSince: "2027-03-17" }],
  ["expiring", { expiresBefore: "2027-07-16" }],
])("%s is what %j finds of the active ones", (id, filter) => {
  expect(numbers.get(id)?.filter).toEqual({ ...noFilter, status: "active", ...filter });
});

it("each number has a filter of its own", () => {
  const filters = [...numbers.values()].map(({ filter }) => JSON.stringify(filter));
  expect(new Set(filters).size).toBe(filters.length);
});

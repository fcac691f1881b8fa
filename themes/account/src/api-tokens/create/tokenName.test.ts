import { expect, it } from "vitest";
import { characters, faultOf } from "./tokenName";

it.each([
  ["CI pipeline", undefined],
  ["  trimmed  ", undefined],
  ["<img src=x onerror=alert(1)>", undefined],
  ["\"'&", undefined],
  ["🚀", undefined],
  ["👩‍🚀", undefined],
  ["a".repeat(100), undefined],
  ["🚀".repeat(100), undefined],
  [` ${"a".repeat(100)} `, undefined],
  ["", "required"],
  ["   ", "required"],
  ["\u200B", "required"],
  ["a".repeat(101), "too_long"],
  ["🚀".repeat(101), "too_long"],
  ["a\nb", "forbidden_character"],
  ["a\u0000b", "forbidden_character"],
  ["a\u202Eb", "forbidden_character"],
  ["a\u2066b", "forbidden_character"],
  ["a\uD800b", "forbidden_character"],
  [`kcat_${"a".repeat(49)}`, "holds_token"],
  [`CI kcat_${"Z9".repeat(24)}0!`, "holds_token"],
  ["kcat_…x7Qa", undefined],
])("of %j the fault is %s", (name, fault) => {
  expect(faultOf(name)).toBe(fault);
});

it("counts characters, not code units, and no white space around them", () => {
  expect(characters("  🚀a ")).toBe(2);
});

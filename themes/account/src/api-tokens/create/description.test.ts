import { describe, expect, it } from "vitest";
import { faultOf, MAX_CHARACTERS } from "./description";

describe("faultOf", () => {
  it.each(["", "  ", "deploys the shop", "two\nlines", "<b>", "🚀".repeat(MAX_CHARACTERS)])(
    "finds nothing wrong with %j",
    (text) => expect(faultOf(text)).toBeUndefined(),
  );

  it.each([
    "a\tb",
    "a\u0000b",
    "a\u202Eb",
    "a\u2066b",
    "a\u2028b",
    "x".repeat(MAX_CHARACTERS + 1),
    `see\nkcat_${"a".repeat(49)}`,
  ])("refuses %j", (text) => expect(faultOf(text)).toBe("not_allowed"));
});

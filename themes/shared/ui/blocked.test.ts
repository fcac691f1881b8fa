import { describe, expect, it } from "vitest";
import { blockedMessage } from "./blocked";

describe("the message of a token that is blocked", () => {
  it("says why, and what to do", () => {
    expect(blockedMessage("not_before")).toBe("apiTokensBlockedNotBefore");
  });

  it("is there for a reason of a later server as well", () => {
    expect(blockedMessage("out_of_fashion")).toBe("apiTokensBlockedOther");
    expect(blockedMessage(null)).toBe("apiTokensBlockedOther");
  });
});

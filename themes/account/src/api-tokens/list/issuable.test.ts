import { describe, expect, it } from "vitest";
import { token } from "../rest/apiToken.fixture";
import { server, settings } from "../rest/settings.fixture";
import { isIssuable } from "./issuable";

describe("another secret", () => {
  const bound = { ...server("api", "read"), addressesRequired: true };
  const limited = { ...token("a"), resources: ["api"], scopes: ["read"] };
  const strict = { ...settings, fullAccessAllowed: false };

  it.each([
    ["full access", token("a"), settings, true],
    ["full access, which has to be limited", token("a"), strict, false],
    ["limits, where there have to be some", { ...limited, addresses: ["::1"] }, strict, true],
    ["no networks, which the API asks for", limited, settings, false],
    [
      "no networks, which the realm asks for",
      token("a"),
      { ...settings, addressesRequired: true },
      false,
    ],
    [
      "networks, which the API asks for",
      { ...limited, addresses: ["192.0.2.0/24"] },
      settings,
      true,
    ],
    [
      "an end, and full access that is gone",
      { ...token("a"), status: "expired" as const },
      strict,
      false,
    ],
  ])("for a token with %s", (_, one, limits, expected) => {
    expect(isIssuable(one, limits, [bound])).toBe(expected);
  });

  it.each([
    ["not_limited", false],
    ["address_not_allowed", false],
    ["lifetime_exceeded", true],
    ["not_before", true],
  ])("for a token that is blocked as %s: %s", (blockedReason, expected) => {
    const blocked = { ...token("a"), status: "blocked" as const, blockedReason };
    expect(isIssuable(blocked, settings, [])).toBe(expected);
  });
});

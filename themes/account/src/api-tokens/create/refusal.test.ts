import { describe, expect, it } from "vitest";
import { server, settings } from "../rest/settings.fixture";
import { token } from "../rest/apiToken.fixture";
import { refusalOf } from "./refusal";

describe("what is in the way of a token", () => {
  const tokens = [token("a"), { ...token("b"), status: "expired" as const }];

  it("is nothing, as a rule", () => {
    expect(refusalOf(settings, [server("api")], tokens)).toBeUndefined();
  });

  it.each([
    [{ enabled: false }, "apiTokensSwitchedOff"],
    [{ lacksRequiredRole: true }, "apiTokensRoleRequired"],
    [{ maxPerUser: 1 }, "apiTokensTooMany"],
  ])("when %j is %s", (part, message) => {
    expect(refusalOf({ ...settings, ...part }, [server("api")], tokens)).toBe(message);
  });

  it("is that there is no API for it", () => {
    expect(refusalOf(settings, [], tokens)).toBe("apiTokensNoResourceServers");
  });
});

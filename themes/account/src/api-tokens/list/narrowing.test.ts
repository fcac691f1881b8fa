import { describe, expect, it } from "vitest";
import { token } from "../rest/apiToken.fixture";
import { server } from "../rest/settings.fixture";
import { accessOf, lessOf } from "./narrowing";

const servers = [server("shop", "read", "write"), server("wiki", "read")];

describe("narrowing", () => {
  it("begins with what the token has", () => {
    expect(accessOf(token("a"), servers)).toEqual({
      isLimited: false,
      resources: ["shop", "wiki"],
      scopes: ["read", "write"],
    });
    expect(accessOf({ ...token("a"), resources: ["wiki"] }, servers)).toEqual({
      isLimited: true,
      resources: ["wiki"],
      scopes: ["read"],
    });
  });

  it("takes nothing when nothing is chosen", () => {
    for (const one of [
      token("full"),
      { ...token("limited"), resources: ["shop"], scopes: ["read"], addresses: ["192.0.2.0/24"] },
    ]) {
      expect(lessOf(one, accessOf(one, servers), one.addresses, servers)).toEqual({});
    }
  });

  it("leaves full access full when networks are chosen", () => {
    const full = token("full");
    expect(lessOf(full, accessOf(full, servers), ["192.0.2.7"], servers)).toEqual({
      addresses: ["192.0.2.7"],
    });
  });

  it("limits full access to what there is now, when that is asked for", () => {
    const full = token("full");
    const access = { ...accessOf(full, servers), isLimited: true };
    expect(lessOf(full, access, [], servers)).toEqual({
      resources: ["shop", "wiki"],
      scopes: ["read", "write"],
    });
  });

  it("takes what is no longer chosen", () => {
    const limited = { ...token("limited"), resources: ["shop"], addresses: ["192.0.2.0/24"] };
    const access = { isLimited: true, resources: ["shop"], scopes: ["read"] };
    expect(lessOf(limited, access, ["192.0.2.0/25"], servers)).toEqual({
      resources: ["shop"],
      scopes: ["read"],
      addresses: ["192.0.2.0/25"],
    });
  });
});

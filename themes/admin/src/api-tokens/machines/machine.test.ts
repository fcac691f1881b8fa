import { describe, expect, it } from "vitest";
import { isComplete, machineOf, noMachine } from "./machine";

describe("machineOf", () => {
  it("leaves out what was left empty", () => {
    expect(machineOf({ ...noMachine, clientId: " ci ", name: " deploy " })).toEqual({
      clientId: "ci",
      name: "deploy",
    });
  });

  it("takes the last day whole, and lists apart", () => {
    const { expiresAt, ...others } = machineOf({
      clientId: "ci",
      name: "deploy",
      description: " nightly ",
      lastDay: "2027-03-03",
      contact: "ci@example.org",
      resources: "graphql-api, mcp-server",
      scopes: "read  write",
      addresses: "192.0.2.0/24 2001:db8::/32",
    });
    expect(others).toEqual({
      clientId: "ci",
      name: "deploy",
      description: "nightly",
      contact: "ci@example.org",
      resources: ["graphql-api", "mcp-server"],
      scopes: ["read", "write"],
      addresses: ["192.0.2.0/24", "2001:db8::/32"],
    });
    expect(new Date(expiresAt ?? "")).toEqual(new Date(2027, 2, 4));
  });
});

describe("isComplete", () => {
  it("wants a client and a name", () => {
    expect(isComplete(noMachine)).toBe(false);
    expect(isComplete({ ...noMachine, clientId: "ci", name: " " })).toBe(false);
    expect(isComplete({ ...noMachine, clientId: "ci", name: "deploy" })).toBe(true);
  });
});

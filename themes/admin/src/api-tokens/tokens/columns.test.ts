import { describe, expect, it } from "vitest";
import { choosable, rememberColumns, rememberedColumns, withOrWithout } from "./columns";

/** A browser that has kept that. */
function storage(kept: string | null = null) {
  let value = kept;
  return () => ({
    getItem: () => value,
    setItem: (_: string, text: string) => {
      value = text;
    },
  });
}

const full = () => {
  throw new Error("keeps nothing");
};

describe("the columns", () => {
  it("are those that were chosen last", () => {
    const browser = storage();
    const chosen = withOrWithout(
      withOrWithout(rememberedColumns(browser), "lastAddress"),
      "createdAt",
    );
    rememberColumns(chosen, browser);
    expect(rememberedColumns(browser)).toEqual(chosen);
    expect(chosen.has("lastAddress")).toBe(true);
    expect(chosen.has("createdAt")).toBe(false);
  });

  it.each([null, "", "{", "7", '"name"'])("are as at first when %j was kept", (kept) => {
    expect(rememberedColumns(storage(kept))).toEqual(rememberedColumns(storage()));
  });

  it("always have the name, and none that there is not", () => {
    expect([...rememberedColumns(storage('["secret","status"]'))]).toEqual(["name", "status"]);
    expect(choosable).not.toContain("name");
  });

  it("are there when the browser keeps nothing", () => {
    rememberColumns(new Set(), full);
    expect(rememberedColumns(full)).toEqual(rememberedColumns(storage()));
  });
});

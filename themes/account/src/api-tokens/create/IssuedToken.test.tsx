// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { show } from "../dialog.fixture";
import { token } from "../rest/apiToken.fixture";
import { IssuedToken } from "./IssuedToken";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  ["kcat_secret", 1],
  ["Authorization: Bearer kcat_secret\n", 1],
  ["Copy it now", 0],
  ["kcat_sec", 0],
  ["", 0],
])("a copy of %j is %d of the token", async (selected, expected) => {
  let copied = 0;
  const issued = { kind: "created" as const, token: { ...token("a"), token: "kcat_secret" } };
  await show(
    <IssuedToken
      issued={{ ...issued, isCopied: false }}
      onCopied={() => copied++}
      onClose={() => undefined}
    />,
  );
  vi.stubGlobal("getSelection", () => ({ toString: () => selected }));
  fireEvent.copy(screen.getByTestId("token"));
  expect(copied).toBe(expected);
});

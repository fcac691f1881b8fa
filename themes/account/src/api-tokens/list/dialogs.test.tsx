// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { type ErrorCode } from "../../../../shared/rest/errorCodes";
import { RestError } from "../../../../shared/rest/RestError";
import { show } from "../dialog.fixture";
import { TokenHistory } from "../details/TokenHistory";
import { token } from "../rest/apiToken.fixture";
import { NarrowDialog } from "./NarrowDialog";
import { RenameDialog } from "./RenameDialog";
import { RevokeDialog } from "./RevokeDialog";
import { RotateDialog } from "./RotateDialog";

afterEach(cleanup);

const none = () => undefined;
const one = { ...token("a"), addresses: ["192.0.2.0/24"] };
const dialogs: [string, ReactElement][] = [
  ["rename", <RenameDialog token={one} onRenamed={none} onClose={none} />],
  ["narrow", <NarrowDialog token={one} onNarrowed={none} onClose={none} />],
  ["rotate", <RotateDialog token={one} onRotated={none} onClose={none} />],
  ["revoke", <RevokeDialog token={one} onRevoked={none} onClose={none} />],
];

/** What a dialog asks the page for while everything it asks of the server fails so. */
async function fail(name: string, dialog: ReactElement, code: ErrorCode) {
  const asked: string[] = [];
  const refuse = () => Promise.reject(new RestError(code));
  const client = { rename: refuse, narrow: refuse, rotate: refuse, revoke: refuse };
  const { unmount } = await show(dialog, { client, onAsked: (what) => asked.push(what) });
  if (name === "narrow") {
    fireEvent.change(screen.getByTestId("api-token-less-addresses"), {
      target: { value: "192.0.2.0/25" },
    });
  }
  fireEvent.click(screen.getByTestId(`confirm-${name}`));
  return { asked, unmount };
}

describe.each(dialogs)("the dialog to %s", (name, dialog) => {
  it("leads to a login where the session is over", async () => {
    const { asked } = await fail(name, dialog, "signed_out");
    fireEvent.click(await screen.findByTestId("sign-in"));
    expect(asked.at(-1)).toBe("sign in");
  });

  it("leads to a younger login where this one is too old", async () => {
    const { asked } = await fail(name, dialog, "reauthentication_required");
    fireEvent.click(await screen.findByTestId("sign-in"));
    expect(asked.at(-1)).toBe("reauthenticate");
  });

  it("has the list read again when the answer was lost, and when it closes after that", async () => {
    const { asked, unmount } = await fail(name, dialog, "unreachable");
    expect(await screen.findByText("apiTokensUnreachable")).toBeDefined();
    expect(screen.queryByTestId("sign-in")).toBeNull();
    expect(asked).toEqual(["stale"]);
    unmount();
    expect(asked).toEqual(["stale", "stale"]);
  });

  it("has nothing read again when nothing went wrong", async () => {
    const asked: string[] = [];
    const { unmount } = await show(dialog, { onAsked: (what) => asked.push(what) });
    unmount();
    expect(asked).toEqual([]);
  });
});

describe("the history of a token", () => {
  it.each([
    ["signed_out", "sign-in"],
    ["unreachable", undefined],
  ] as const)("when it fails with %s offers what helps", async (code, testId) => {
    const history = () => Promise.reject(new RestError(code));
    await show(<TokenHistory token={one} />, { client: { history } });
    await screen.findByTestId("history-failure");
    expect(screen.queryByTestId("sign-in")?.dataset.testid).toBe(testId);
    expect(screen.queryByText("apiTokensTryAgain") === null).toBe(testId !== undefined);
  });
});

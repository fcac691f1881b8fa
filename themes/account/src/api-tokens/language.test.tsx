// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RestError } from "../../../shared/rest/RestError";
import { UncopiedDialog } from "../../../shared/ui/UncopiedDialog";

import { show } from "./dialog.fixture";
import { NarrowDialog } from "./list/NarrowDialog";
import { RevokeDialog } from "./list/RevokeDialog";
import { RotateDialog } from "./list/RotateDialog";
import { AccountRest, openPage } from "./page.fixture";
import { token } from "./rest/apiToken.fixture";
import { server, settings } from "./rest/settings.fixture";

vi.mock("@keycloak/keycloak-account-ui", () => import("./accountUi.fixture"));

const SPOKEN = ["aria-label", "aria-valuetext", "aria-roledescription", "title", "alt"];

/** What PatternFly says of its own, unless it is told what to say. */
const ENGLISH =
  /\b(close|loading|contents|alert|danger|warning|info|status|menu|toggle|current|page|sort)\b/i;

/** All that is on the screen, or that is said of it. */
function said() {
  const texts: (string | null)[] = [];
  document.body.querySelectorAll("*").forEach((element) => {
    SPOKEN.forEach((name) => texts.push(element.getAttribute(name)));
    element.childNodes.forEach((node) => {
      texts.push(node.nodeType === Node.TEXT_NODE ? node.textContent : null);
    });
  });
  return texts.filter((text) => text);
}

const english = () => said().filter((text) => ENGLISH.test(text ?? ""));

beforeEach(() => {
  const rest = new AccountRest();
  vi.stubGlobal("fetch", rest.fetch);
  sessionStorage.clear();
  rest.answers["/settings"] = {
    ...settings,
    maxPerUser: 13,
    resourceServers: [server("api", "read"), server("mcp", "read")],
  };
  rest.answers[""] = Array.from({ length: 12 }, (_, place) => token(`${place}`, `Lauf ${place}`));
  rest.answers["POST "] = { ...token("new-id", "Lauf"), token: "kcat_secret" };
  rest.answers["/self"] = token("new-id");
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("in German nothing is said in PatternFly's English", () => {
  const none = () => undefined;
  const bound = { ...token("a"), addresses: ["192.0.2.0/24"] };

  it.each<[string, ReactElement]>([
    ["revoke", <RevokeDialog token={bound} onRevoked={none} onClose={none} />],
    ["rotate", <RotateDialog token={bound} onRotated={none} onClose={none} />],
    ["narrow", <NarrowDialog token={bound} onNarrowed={none} onClose={none} />],
    ["go-on", <UncopiedDialog text="Ist noch nicht kopiert" onGoOn={none} onStay={none} />],
  ])("by the dialog %s, be it under way or refused", async (name, dialog) => {
    let refuse: (error: Error) => void = none;
    const ask = () => new Promise<never>((_, reject) => (refuse = reject));
    const client = { revoke: ask, rotate: ask, narrow: ask };
    await show(dialog, { client, language: "de" });
    expect(english()).toEqual([]);
    if (name === "narrow") {
      fireEvent.change(screen.getByTestId("api-token-less-addresses"), {
        target: { value: "192.0.2.0/25" },
      });
    }
    fireEvent.click(screen.getByTestId(`confirm-${name}`));
    expect(said().includes("Bitte warten")).toBe(name !== "go-on");
    expect(english()).toEqual([]);
    await act(() => {
      refuse(new RestError("unreachable"));
      return Promise.resolve();
    });
    expect(said().includes("Fehler: ")).toBe(name !== "go-on");
    expect(english()).toEqual([]);
  });

  it("by the list, the form and what is at hand", async () => {
    await openPage("", "de");
    expect(await screen.findAllByTestId("token-row")).toHaveLength(10);
    screen
      .getAllByTestId("actions")
      .slice(0, 1)
      .forEach((toggle) => fireEvent.click(toggle));
    expect(english()).toEqual([]);
    fireEvent.click(screen.getByTestId("new-token"));
    fireEvent.change(await screen.findByTestId("api-token-name"), { target: { value: "Lauf" } });
    expect(english()).toEqual([]);
    fireEvent.click(screen.getByTestId("create-token"));
    await screen.findByTestId("token");
    expect(said()).toContain("Warnung: ");
    expect(english()).toEqual([]);
    fireEvent.click(screen.getByTestId("to-list"));
    await screen.findByTestId("at-hand");
    expect(said()).toContain("Hinweis: ");
    expect(english()).toEqual([]);
  });
});

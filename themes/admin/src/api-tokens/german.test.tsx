// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { readFileSync } from "node:fs";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { afterEach, expect, it, vi } from "vitest";
import { ActionDialog } from "../../../shared/ui/ActionDialog";
import { IssuedDialog } from "./machines/IssuedDialog";
import { Notice } from "../../../shared/ui/Notice";
import type { ApiToken, IssuedApiToken } from "./rest/apiToken";
import { firstPage } from "./rest/filter";
import { BusyButton } from "../../../shared/ui/BusyButton";
import { DetailsDialog } from "./tokens/DetailsDialog";
import { Pages } from "./tokens/Pages";

const german = vi.hoisted(() => new Map<string, string>());
readFileSync("admin/theme/messages/messages_de.properties", "utf8")
  .split("\n")
  .forEach((line) =>
    german.set(line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)),
  );

vi.mock("react-i18next", () => ({
  useTranslation: () => ({ t: (key: string) => german.get(key), i18n: { language: "de" } }),
}));
vi.mock("./tokens/TokenDetails", () => ({ TokenDetails: () => null }));

afterEach(cleanup);

/** What is to be read or heard of the page: texts, and what stands in the place of one. */
const said = () =>
  [...document.body.querySelectorAll("*")]
    .flatMap((element) => [
      ...["aria-label", "aria-valuetext", "aria-description", "title", "placeholder"].map((name) =>
        element.getAttribute(name),
      ),
      ...[...element.childNodes].flatMap((node) => (node.nodeType === 3 ? node.textContent : [])),
    ])
    .filter((text) => text);

const ENGLISH =
  /\b(close|loading|contents|alert|danger|success|warning|info|of|items?|per page|page|current|go to|first|last|next|previous|copy|copied)\b/i;

const show = (element: ReactNode) =>
  render(<RouterProvider router={createMemoryRouter([{ path: "*", element }])} />);

const none = () => undefined;
const token = { name: "ci", token: "kcat_1" } as IssuedApiToken & ApiToken;

it.each<[string, ReactNode]>([
  [
    "a dialog that is busy",
    <ActionDialog
      key="a"
      name="a"
      title="Widerrufen?"
      action="Widerrufen"
      isDanger
      isBusy
      error="Nicht da."
      onAction={none}
      onClose={none}
    />,
  ],
  ["the secret", <IssuedDialog key="a" token={token} onClose={none} />],
  ["the details", <DetailsDialog key="a" token={token} onClose={none} />],
  ["what went wrong", <Notice key="a" variant="danger" title="Nicht da." />],
  ["a warning", <Notice key="a" variant="warning" title="Nicht da." />],
  ["a hint", <Notice key="a" variant="info" title="Nicht da." />],
  ["what went well", <Notice key="a" variant="success" title="Da." />],
  [
    "a button that is busy",
    <BusyButton type="submit" key="a" isBusy isDisabled={false} data-testid="a">
      Speichern
    </BusyButton>,
  ],
])("nothing of %s is PatternFly's English", (_, element) => {
  show(element);
  expect(said()).not.toEqual([]);
  expect(said().filter((text) => ENGLISH.test(text ?? ""))).toEqual([]);
});

it.each(["top", "bottom"] as const)(
  "nothing of the pages at the %s is PatternFly's English",
  (at) => {
    const found = { count: 90, more: false };
    show(<Pages variant={at} page={firstPage} shown={20} found={found} onTurn={none} />);
    fireEvent.click(screen.getByRole("button", { expanded: false }));
    expect(said().filter((text) => ENGLISH.test(text ?? ""))).toEqual([]);
    expect(said()).toContain("Zur nächsten Seite");
  },
);

// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter } from "react-router-dom";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AdminApiTokensClient } from "../rest/AdminApiTokensClient";
import { ClientContext } from "../rest/ClientContext";
import type { ResourceServer } from "../rest/resourceServer";
import { CONTENT } from "../tokens/content";
import { ServersTab } from "./ServersTab";

const client = { id: "1", clientId: "shop" };
const server = { ...client, name: null, endpoint: null, scopes: [] } as unknown as ResourceServer;

vi.mock("react-i18next", () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
vi.mock("@keycloak/keycloak-ui-shared", () => ({
  isBundleKey: () => false,
  label: (_: unknown, text: string) => text,
}));
vi.mock("@keycloak/keycloak-admin-ui", () => {
  const adminClient = {
    clients: {
      find: () => Promise.resolve([{ id: "1", clientId: "shop" }]),
      findOne: () => Promise.resolve({ id: "1", clientId: "shop" }),
      update: () => Promise.resolve(),
    },
  };
  return {
    useAccess: () => ({ hasAccess: () => true, hasSomeAccess: () => false }),
    useAdminClient: () => ({ adminClient }),
    useRealm: () => ({ realm: "demo" }),
  };
});

afterEach(cleanup);

async function open(before: ResourceServer[], after: ResourceServer[]) {
  const servers = vi.fn(() => Promise.resolve(after)).mockResolvedValueOnce(before);
  render(
    <MemoryRouter>
      <div id={CONTENT} tabIndex={-1}>
        <ClientContext.Provider value={{ servers } as unknown as AdminApiTokensClient}>
          <ServersTab />
        </ClientContext.Provider>
      </div>
    </MemoryRouter>,
  );
  await screen.findByTestId("add-server");
  expect(document.activeElement).toBe(document.body);
}

function press(testId: string) {
  const button = screen.getByTestId(testId);
  button.focus();
  fireEvent.click(button);
}

const focus = () =>
  document.activeElement?.getAttribute("data-testid") ?? document.activeElement?.id;

describe("the focus", () => {
  it("is on the content when the first resource server has come in the place of what had it", async () => {
    await open([], [server]);
    press("add-server");
    fireEvent.change(screen.getByLabelText(/apiTokensClient/), { target: { value: "shop" } });
    fireEvent.click(screen.getByTestId("confirm-server"));
    await screen.findByTestId("server-row");
    await waitFor(() => expect(focus()).toBe(CONTENT));
  });

  it("is on the content when the last one has gone", async () => {
    await open([server], []);
    press("change-server");
    fireEvent.click(await screen.findByLabelText("apiTokensTaking"));
    fireEvent.click(screen.getByTestId("confirm-server"));
    await screen.findByTestId("no-servers");
    await waitFor(() => expect(focus()).toBe(CONTENT));
  });

  it("is where it was when that is still there", async () => {
    await open([server], [server]);
    press("change-server");
    await screen.findByLabelText("apiTokensTaking");
    fireEvent.click(screen.getByTestId("confirm-server"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(focus()).toBe("change-server"));
  });
});

// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { RestError } from "../../../../shared/rest/RestError";
import type { AdminApiTokensClient } from "../rest/AdminApiTokensClient";
import { ClientContext } from "../rest/ClientContext";
import { LookupTab } from "./LookupTab";

vi.mock("react-i18next", () => ({
  useTranslation: () => ({ t: (key: string) => key, i18n: { language: "en" } }),
}));
vi.mock("@keycloak/keycloak-admin-ui", () => ({ useRealm: () => ({ realm: "demo" }) }));
vi.mock("@keycloak/keycloak-ui-shared", () => ({
  useAlerts: () => ({ addAlert: () => undefined }),
}));

afterEach(cleanup);

const token = {
  id: "1",
  name: "ci",
  username: null,
  status: "active",
  access: { revoke: true, rotate: false },
  createdAt: "2026-11-23T17:00:00Z",
  ...Object.fromEntries(
    ["scopes", "resources", "removedScopes", "removedResources", "addresses", "uses"].map(
      (member) => [member, []],
    ),
  ),
};

it("looks again at a token of which it is not known whether it was revoked", async () => {
  const client = {
    lookup: () => Promise.resolve(token),
    revoke: () => Promise.reject(new RestError("unreachable")),
    token: () => Promise.resolve({ ...token, status: "revoked" }),
  };
  render(
    <ClientContext.Provider value={client as unknown as AdminApiTokensClient}>
      <LookupTab />
    </ClientContext.Provider>,
  );
  fireEvent.change(screen.getByLabelText(/apiTokensToken/), { target: { value: "kcat_1" } });
  fireEvent.click(screen.getByTestId("find-token"));
  fireEvent.click(await screen.findByTestId("revoke-found"));
  fireEvent.click(await screen.findByTestId("confirm-revoke"));

  expect(await screen.findByText("apiTokensRevoked")).toBeDefined();
  expect(screen.getByText("apiTokensUnreachable")).toBeDefined();
  fireEvent.click(screen.getByText("apiTokensCancel"));
  expect(screen.queryByTestId("revoke-found")).toBeNull();
});

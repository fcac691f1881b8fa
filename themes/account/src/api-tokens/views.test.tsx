// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { token } from "./rest/apiToken.fixture";
import { server, settings } from "./rest/settings.fixture";

vi.mock("react-i18next", () => ({
  useTranslation: () => ({ t: (key: string) => key, i18n: { language: "en" } }),
}));

vi.mock("@keycloak/keycloak-account-ui", () => {
  const environment = {
    baseUrl: "https://kc/realms/demo/account/",
    serverBaseUrl: "https://kc",
    realm: "demo",
  };
  const keycloak = { subject: "me", token: "access", updateToken: () => Promise.resolve(true) };
  return {
    Page: ({ title, children }: PropsWithChildren<{ title: string }>) => (
      <>
        <h1>{title}</h1>
        {children}
      </>
    ),
    useAccountAlerts: () => ({ addAlert: () => undefined }),
    useEnvironment: () => ({ environment, keycloak }),
  };
});

// Only what never comes takes so long.
configure({ asyncUtilTimeout: 60_000 });

const LIST = "/realms/demo/account/api-tokens";

const answers: Record<string, unknown> = {};

function answer(url: string) {
  const path = new URL(url).pathname.replace("/realms/demo/api-tokens", "");
  return Promise.resolve(
    path in answers
      ? Response.json(answers[path])
      : Response.json({ error: "not_found" }, { status: 404 }),
  );
}

async function open(path: string) {
  const { apiTokensPage } = await import("./routes");
  const router = createMemoryRouter([{ path: "/realms/demo/account", children: [apiTokensPage] }], {
    initialEntries: [LIST + path],
  });
  render(<RouterProvider router={router} />);
  await screen.findByTestId("view");
  return router;
}

beforeEach(() => {
  vi.stubGlobal("fetch", answer);
  sessionStorage.clear();
  answers["/settings"] = { ...settings, resourceServers: [server("api", "read")] };
  answers[""] = [token("a", "first"), token("b", "second")];
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the pages of tokens", () => {
  it("begin with the list, a row of which leads to its token", async () => {
    const router = await open("");
    expect(await screen.findAllByTestId("token-row")).toHaveLength(2);
    fireEvent.click(screen.getByText("second"));
    expect(await screen.findByTestId("details")).toBeDefined();
    expect(router.state.location.pathname).toBe(`${LIST}/b`);
    fireEvent.click(screen.getByTestId("to-list"));
    expect(await screen.findAllByTestId("token-row")).toHaveLength(2);
  });

  it("show a token that is not among those that were listed", async () => {
    answers["/c"] = token("c", "third");
    await open("/c");
    expect(await screen.findByText("third")).toBeDefined();
  });

  it("tell what happened to a token, and ask for more only when there is more", async () => {
    const event = { time: "2026-11-24T08:30:00Z", clientId: "api", ipAddress: null };
    answers["/a/events"] = {
      stored: true,
      events: [
        { ...event, action: "revoked", reason: "revoked_by_admin" },
        { ...event, action: "use_refused", reason: "address_not_allowed" },
      ],
      more: true,
      truncated: true,
    };
    await open("/a");
    const told = await screen.findAllByTestId("event");
    expect(told.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^apiTokensRevoked .*apiTokensRevokedByAdmin/),
      expect.stringMatching(/^apiTokensEventUseRefused .*address_not_allowed/),
    ]);
    expect(screen.queryByText("apiTokensHistoryTruncated")).toBeNull();
    answers["/a/events"] = { stored: true, events: [], more: false, truncated: true };
    fireEvent.click(screen.getByTestId("more-events"));
    expect(await screen.findByText("apiTokensHistoryTruncated")).toBeDefined();
    expect(screen.queryByTestId("more-events")).toBeNull();
  });

  it("say that no record is kept of a token, or can't be shown", async () => {
    answers["/a/events"] = { stored: false, events: [], more: false, truncated: false };
    const router = await open("/a");
    expect(await screen.findByText("apiTokensHistoryNotStored")).toBeDefined();
    await act(() => router.navigate(`${LIST}/b`));
    expect(await screen.findByTestId("history-failure")).toBeDefined();
    expect(screen.getByTestId("details")).toBeDefined();
  });

  it("say that a token is not there", async () => {
    await open("/d");
    expect((await screen.findByTestId("failure")).textContent).toContain("apiTokensNotFound");
  });

  it("make a token at an address of its own, and show it once on its own page", async () => {
    answers[""] = [];
    const router = await open("/new?name=CI&scope=read");
    expect(await screen.findByDisplayValue("CI")).toBeDefined();
    expect(router.state.location.search).toBe("");
    answers[""] = { ...token("new-id", "CI"), token: "kcat_secret" };
    fireEvent.click(screen.getByTestId("create-token"));
    expect((await screen.findByTestId("token")).textContent).toBe("kcat_secret");
    expect(router.state.location.pathname).toBe(`${LIST}/new-id`);
    await act(() => router.navigate(LIST));
    expect(await screen.findByTestId("at-hand")).toBeDefined();
  });

  it("lead an old link to the form", async () => {
    const router = await open("?name=Old");
    expect(await screen.findByDisplayValue("Old")).toBeDefined();
    expect(router.state.location.pathname).toBe(`${LIST}/new`);
  });

  it("offer no form to who may not make a token", async () => {
    answers["/settings"] = { ...settings, lacksRequiredRole: true };
    await open("/new");
    expect((await screen.findByTestId("refusal")).textContent).toContain("apiTokensRoleRequired");
    expect(screen.queryByTestId("create-token")).toBeNull();
  });

  it("say in one sentence that somebody may not manage their account", async () => {
    vi.stubGlobal("fetch", () =>
      Promise.resolve(Response.json({ error: "role_required" }, { status: 403 })),
    );
    await open("");
    expect((await screen.findByTestId("failure")).textContent).toContain("apiTokensNoAccountRole");
  });
});

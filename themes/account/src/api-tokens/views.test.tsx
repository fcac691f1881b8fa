// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AccountRest, LIST, openPage as open, refusal } from "./page.fixture";
import { token } from "./rest/apiToken.fixture";
import { server, settings } from "./rest/settings.fixture";

vi.mock("@keycloak/keycloak-account-ui", () => import("./accountUi.fixture"));

let answers: AccountRest["answers"];

beforeEach(() => {
  const rest = new AccountRest();
  answers = rest.answers;
  vi.stubGlobal("fetch", rest.fetch);
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
    vi.stubGlobal("fetch", () => Promise.resolve(refusal(403, "role_required")));
    await open("");
    expect((await screen.findByTestId("failure")).textContent).toContain("apiTokensNoAccountRole");
  });
});

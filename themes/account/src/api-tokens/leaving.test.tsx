// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OpenAnswer } from "../../../shared/ui/openAnswer.fixture";
import { AccountRest, ELSEWHERE, LIST, openPage, refusal } from "./page.fixture";
import { token } from "./rest/apiToken.fixture";
import { server, settings } from "./rest/settings.fixture";

vi.mock("@keycloak/keycloak-account-ui", () => import("./accountUi.fixture"));

const rest = new AccountRest();
let answer: OpenAnswer<Response>;

beforeEach(() => {
  vi.stubGlobal("fetch", rest.fetch);
  sessionStorage.clear();
  answer = new OpenAnswer<Response>();
  rest.answers["/settings"] = { ...settings, resourceServers: [server("api", "read")] };
  rest.answers[""] = [token("a", "first")];
  rest.answers["POST "] = () => answer.promise;
  rest.answers["POST /a/rotate"] = () => answer.promise;
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const isReloadHeld = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
const isAsked = () => screen.queryByTestId("go-on-dialog") !== null;

const resolve = (response: Response) =>
  act(async () => {
    answer.resolve(response);
    await answer.promise;
  });

async function create() {
  const router = await openPage("/new?name=CI");
  await screen.findByDisplayValue("CI");
  expect(isReloadHeld()).toBe(false);
  fireEvent.click(screen.getByTestId("create-token"));
  return router;
}

async function rotate() {
  const router = await openPage("/a");
  fireEvent.click(await screen.findByTestId("rotate"));
  fireEvent.click(screen.getByTestId("confirm-rotate"));
  return router;
}

describe("a secret that is on its way", () => {
  it.each([
    ["of a new token", create, token("new-id", "CI")],
    ["of a rotation", rotate, token("a", "first")],
  ])("%s keeps whoever leaves, and is shown when it is there", async (_, ask, issued) => {
    const router = await ask();
    expect(isReloadHeld()).toBe(true);
    await act(() => router.navigate(ELSEWHERE));
    expect(router.state.location.pathname).not.toBe(ELSEWHERE);
    expect(screen.getByTestId("go-on-dialog").textContent).toContain("apiTokensIssuingText");

    await resolve(Response.json({ ...issued, token: "kcat_secret" }));
    expect((await screen.findByTestId("token")).textContent).toBe("kcat_secret");
    expect(isAsked()).toBe(false);
    expect(isReloadHeld()).toBe(true);
  });

  it("is shown to whoever has gone to another page of tokens meanwhile", async () => {
    const router = await create();
    fireEvent.click(screen.getByTestId("to-list"));
    await screen.findAllByTestId("token-row");
    await resolve(Response.json({ ...token("new-id", "CI"), token: "kcat_secret" }));
    expect((await screen.findByTestId("token")).textContent).toBe("kcat_secret");
    expect(router.state.location.pathname).toBe(`${LIST}/new-id`);
  });

  it("is not waited for by who goes on without it, wherever they are by then", async () => {
    const router = await create();
    await act(() => router.navigate(ELSEWHERE));
    fireEvent.click(screen.getByTestId("confirm-go-on"));
    await resolve(Response.json({ ...token("new-id", "CI"), token: "kcat_secret" }));
    expect(router.state.location.pathname).toBe(ELSEWHERE);
    expect(isReloadHeld()).toBe(false);
  });

  it("keeps nobody any more once it was refused", async () => {
    const router = await create();
    await act(() => router.navigate(ELSEWHERE));
    expect(isAsked()).toBe(true);
    await resolve(refusal(503, "temporarily_unavailable"));
    expect((await screen.findByTestId("create-error")).textContent).toContain("Unavailable");
    expect(isAsked()).toBe(false);
    expect(isReloadHeld()).toBe(false);
  });
});

// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AccountRest, LIST, openPage, refusal } from "./page.fixture";
import { token } from "./rest/apiToken.fixture";
import { server, settings } from "./rest/settings.fixture";

vi.mock("@keycloak/keycloak-account-ui", () => import("./accountUi.fixture"));

let rest: AccountRest;

beforeEach(() => {
  rest = new AccountRest();
  vi.stubGlobal("fetch", rest.fetch);
  rest.answers["/settings"] = { ...settings, resourceServers: [server("api", "read")] };
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the list", () => {
  it("keeps the filter in sight that leaves nothing of it", async () => {
    const many = Array.from({ length: 11 }, (_, place) => token(`${place}`, `ci ${place}`));
    rest.answers[""] = many;
    rest.answers["DELETE /10"] = () => Promise.resolve(new Response(null, { status: 204 }));
    const router = await openPage("", "en");
    fireEvent.change(await screen.findByTestId("filter"), { target: { value: "ci 10" } });
    fireEvent.click(screen.getByText("ci 10"));
    fireEvent.click(await screen.findByTestId("revoke"));
    fireEvent.click(screen.getByTestId("confirm-revoke"));
    expect(await screen.findByText("You revoked it.")).toBeDefined();
    fireEvent.click(screen.getByTestId("to-list"));
    expect(await screen.findByText("No token of this name")).toBeDefined();
    fireEvent.change(screen.getByTestId("filter"), { target: { value: "" } });
    expect(screen.getAllByTestId("token-row")).toHaveLength(10);
    expect(router.state.location.search).toBe("");
  });

  const ended = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
      ...token(`ended ${place}`),
      status: "revoked" as const,
    }));

  /** Serves tokens as the account REST does, a part at a time. */
  const serve = (tokens: ReturnType<typeof token>[]) => {
    rest.answers[""] = ({ parameters }: { parameters: URLSearchParams }) => {
      const first = Number(parameters.get("first"));
      const part = tokens.slice(first, first + Number(parameters.get("max")));
      return Promise.resolve(Response.json(part));
    };
  };

  it("has all active tokens and counts them, and offers no more than are allowed", async () => {
    const many = Array.from({ length: 300 }, (_, place) => token(`${place}`, `job ${place}`));
    rest.answers["/settings"] = {
      ...settings,
      maxPerUser: 300,
      resourceServers: [server("api", "read")],
    };
    serve([...many, ...ended(3)]);
    await openPage("", "en");
    expect(await screen.findByText("Active tokens: 300 of 300")).toBeDefined();
    expect(screen.getByTestId("refusal").textContent).toContain("You have 300 active tokens");
    expect(screen.queryByTestId("new-token")).toBeNull();
    fireEvent.change(screen.getByTestId("filter"), { target: { value: "job 250" } });
    expect(screen.getAllByTestId("token-row")).toHaveLength(1);
  });

  it("says that more have ended than it shows, and brings them", async () => {
    serve([token("a"), ...ended(250)]);
    await openPage("", "en");
    const shown = await screen.findByTestId("shown");
    expect(shown.textContent).toContain("Inactive (199+)");
    expect(screen.queryByTestId("more")).toBeNull();
    fireEvent.change(shown, { target: { value: "true" } });
    expect(screen.getByTestId("pages").textContent).toContain("of 199+");

    const served = rest.answers[""];
    rest.answers[""] = () => Promise.resolve(refusal(401, "invalid_token"));
    fireEvent.click(screen.getByTestId("more"));
    expect((await screen.findByTestId("more-failure")).textContent).toContain("Sign in to go on");
    expect(screen.getAllByTestId("token-row")).toHaveLength(10);
    rest.answers[""] = served;
    fireEvent.click(screen.getByTestId("more"));
    expect(await screen.findByText("1 to 10 of 250")).toBeDefined();
    expect(screen.queryByTestId("more")).toBeNull();
  });

  it("says which tokens there are none of", async () => {
    serve([token("a"), ...ended(1)]);
    await openPage("", "en");
    fireEvent.change(await screen.findByTestId("shown"), { target: { value: "true" } });
    fireEvent.click(screen.getByText("ended 0"));
    await screen.findByTestId("details");
    serve([token("a")]);
    fireEvent(document, new Event("visibilitychange"));
    expect(await screen.findByTestId("failure")).toBeDefined();
    fireEvent.click(screen.getByTestId("to-list"));
    expect((await screen.findByTestId("no-tokens")).textContent).toBe("No inactive tokens");
  });

  it("is read again when the answer to a change was lost, and when nobody tries any longer", async () => {
    serve([]);
    const router = await openPage("/new?name=CI", "en");
    rest.answers["POST "] = () => {
      // Made, and nobody heard of it.
      serve([token("made", "CI")]);
      return Promise.reject(new TypeError("Failed to fetch"));
    };
    await screen.findByDisplayValue("CI");
    fireEvent.click(screen.getByTestId("create-token"));
    expect((await screen.findByTestId("create-error")).textContent).toContain("can't be reached");
    rest.answers["POST "] = () => Promise.resolve(refusal(409, "name_in_use"));
    fireEvent.click(screen.getByTestId("create-token"));
    expect(await screen.findByText(/You have an active token of this name/)).toBeDefined();
    serve([token("made", "CI"), token("other", "of another tab")]);
    fireEvent.click(screen.getByText("Cancel"));
    expect(await screen.findByText("of another tab")).toBeDefined();
    expect(screen.getByText("CI")).toBeDefined();
    expect(router.state.location.pathname).toBe(LIST);
  });

  it("takes no form away that somebody fills in, and offers it where nothing is in the way any more", async () => {
    rest.answers["/settings"] = {
      ...settings,
      maxPerUser: 1,
      resourceServers: [server("api", "read")],
    };
    serve([]);
    rest.answers["POST "] = () => {
      serve([token("of-another-tab")]);
      return Promise.resolve(refusal(409, "too_many_tokens"));
    };
    const router = await openPage("/new?name=CI", "en");
    await screen.findByDisplayValue("CI");
    fireEvent.click(screen.getByTestId("create-token"));
    expect((await screen.findByTestId("create-error")).textContent).toContain("You have 1 active");
    // The list, the attempt, and the list again.
    await waitFor(() => expect(rest.asked.filter(({ path }) => path === "")).toHaveLength(3));
    expect(screen.getByDisplayValue("CI")).toBeDefined();
    expect(screen.queryByTestId("refusal")).toBeNull();

    fireEvent.click(screen.getByTestId("to-list"));
    await screen.findByTestId("refusal");
    await act(() => router.navigate(`${LIST}/new`));
    expect(await screen.findByTestId("refusal")).toBeDefined();
    expect(screen.queryByTestId("create-token")).toBeNull();
    serve([]);
    fireEvent(document, new Event("visibilitychange"));
    expect(await screen.findByTestId("create-token")).toBeDefined();
    expect(screen.queryByTestId("refusal")).toBeNull();
  });
});

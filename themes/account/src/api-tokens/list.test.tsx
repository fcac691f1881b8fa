// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AccountRest, openPage } from "./page.fixture";
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
});

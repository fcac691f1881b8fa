// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OpenAnswer } from "../../../../shared/ui/openAnswer.fixture";
import type { ResourceServer } from "../rest/resourceServer";
import type { Client } from "./draft";
import { ServerDialog } from "./ServerDialog";

// One for all, as Keycloak's is.
const adminClient = vi.hoisted(() => ({
  clients: {
    find: vi.fn<() => Promise<Client[]>>(),
    findOne: vi.fn<() => Promise<Client | null>>(),
    update: vi.fn<() => Promise<void>>(),
  },
}));
const { clients } = adminClient;

vi.mock("react-i18next", () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
vi.mock("@keycloak/keycloak-admin-ui", () => ({ useAdminClient: () => ({ adminClient }) }));

afterEach(() => {
  cleanup();
  vi.resetAllMocks();
});

beforeEach(() => clients.find.mockResolvedValue([client]));

const server = { id: "1", clientId: "shop" } as ResourceServer;
const client = { id: "1", clientId: "shop", baseUrl: "/graphql" };

const refused = (status: number, responseData: unknown = {}) =>
  Object.assign(new Error(), { response: new Response(null, { status }), responseData });

function open(changed?: ResourceServer) {
  const [onSaved, onUncertain] = [vi.fn(), vi.fn()];
  render(
    <ServerDialog
      server={changed}
      onSaved={onSaved}
      onUncertain={onUncertain}
      onClose={() => undefined}
    />,
  );
  return { onSaved, onUncertain };
}

const isSaveable = () => !screen.getByTestId<HTMLButtonElement>("confirm-server").disabled;

describe("a resource server that is changed", () => {
  it("has no fields before it is known", async () => {
    const answer = new OpenAnswer<Client>();
    clients.findOne.mockReturnValue(answer.promise);
    open(server);
    expect(await screen.findByTestId("loading")).toBeDefined();
    expect(screen.queryByLabelText("apiTokensAddress")).toBeNull();
    expect(isSaveable()).toBe(false);

    answer.resolve(client);
    expect(await screen.findByDisplayValue("/graphql")).toBeDefined();
    expect(isSaveable()).toBe(true);
  });

  it.each([
    ["there is no network", () => Promise.reject(new TypeError()), "apiTokensUnreachable"],
    ["Keycloak can't", () => Promise.reject(refused(503)), "apiTokensUnavailable"],
    ["the admin may not", () => Promise.reject(refused(403)), "apiTokensForbidden"],
    ["it is gone", () => Promise.resolve(null), "apiTokensNoSuchClient"],
  ])("says that %s, and reads it again when asked to", async (_, fails, message) => {
    clients.findOne.mockImplementationOnce(fails).mockResolvedValueOnce(client);
    open(server);
    expect((await screen.findByRole("dialog")).textContent).not.toContain("apiTokensType");
    await screen.findByText(message);
    expect(isSaveable()).toBe(false);

    fireEvent.click(screen.getByTestId("try-again"));
    expect(await screen.findByDisplayValue("/graphql")).toBeDefined();
    expect(screen.queryByText(message)).toBeNull();
  });
});

describe("a resource server that is saved", () => {
  it.each([
    ["offline", new TypeError(), "apiTokensUnreachable"],
    ["signed out", refused(401), "apiTokensSignedOut"],
    ["without the role", refused(403), "apiTokensForbidden"],
    ["while Keycloak can't", refused(503), "apiTokensUnavailable"],
    ["of a client that is gone", refused(404), "apiTokensNoSuchClient"],
    [
      "with no address",
      refused(400, { error_description: "Base URL is no URL" }),
      "Base URL is no URL",
    ],
    ["against a policy", refused(400, { errorMessage: "No." }), "No."],
    ["with what is taken", refused(409, { errorMessage: "Taken." }), "Taken."],
  ])("%s says so", async (_, error, message) => {
    clients.update.mockRejectedValue(error);
    const { onSaved, onUncertain } = open();
    fireEvent.change(screen.getByLabelText(/apiTokensClient/), { target: { value: "shop" } });
    fireEvent.click(screen.getByTestId("confirm-server"));
    expect(await screen.findByText(message)).toBeDefined();
    expect(screen.queryByTestId("try-again")).toBeNull();
    expect(onSaved).not.toHaveBeenCalled();
    expect(onUncertain).toHaveBeenCalledOnce();
  });

  it("is one then", async () => {
    clients.findOne.mockResolvedValue(client);
    clients.update.mockResolvedValue();
    const { onSaved } = open(server);
    await screen.findByDisplayValue("/graphql");
    fireEvent.click(screen.getByTestId("confirm-server"));
    await waitFor(() => expect(onSaved).toHaveBeenCalledOnce());
    expect(clients.update.mock.calls).toMatchObject([[{ id: "1" }, { baseUrl: "/graphql" }]]);
  });
});

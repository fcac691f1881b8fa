// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { afterEach, describe, expect, it, vi } from "vitest";
import { OpenAnswer } from "../../../../shared/ui/openAnswer.fixture";
import type { AdminApiTokensClient } from "../rest/AdminApiTokensClient";
import type { IssuedApiToken } from "../rest/apiToken";
import { ClientContext } from "../rest/ClientContext";
import { MachineDialogs, type MachineState } from "./MachineDialogs";

vi.mock("react-i18next", () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
vi.mock("@keycloak/keycloak-admin-ui", () => ({
  useAdminClient: () => ({ adminClient: { clients: { find: () => Promise.resolve([]) } } }),
}));

afterEach(cleanup);

const issued = { id: "1", name: "ci", clientId: "shop", token: "kcat_secret" } as IssuedApiToken;
const mayAll = { revoke: true, rotate: true };

/** The dialogs at an address, whose calls are answered when the test wants. */
function open(initial: MachineState) {
  const answer = new OpenAnswer<IssuedApiToken>();
  const call = () => answer.promise;
  const client = { create: call, rotate: call } as unknown as AdminApiTokensClient;
  const seen: MachineState[] = [];
  const [onChanged, onClose] = [vi.fn(), vi.fn()];
  const router = createMemoryRouter(
    [
      {
        path: "/tokens",
        element: (
          <ClientContext.Provider value={client}>
            <MachineDialogs
              state={initial}
              onState={(next) => seen.push(next)}
              onChanged={onChanged}
              onClose={onClose}
            />
          </ClientContext.Provider>
        ),
      },
      { path: "*", element: "elsewhere" },
    ],
    { initialEntries: ["/tokens"] },
  );
  render(<RouterProvider router={router} />);
  return { answer, onChanged, onClose, router, seen };
}

/** A browser that copies, or one that does not: without HTTPS, there is no clipboard at all. */
function clipboard(value: { writeText: () => Promise<void> } | undefined) {
  Object.defineProperty(navigator, "clipboard", { configurable: true, value });
}

const escape = () => fireEvent.keyDown(document.body, { key: "Escape" });

const isHeldByBrowser = () =>
  !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

async function copy(outcome: string) {
  fireEvent.click(screen.getByText("apiTokensCopy"));
  await screen.findByText(outcome);
}

describe("a machine's token", () => {
  it.each([
    ["without HTTPS", undefined],
    ["without the permission", { writeText: () => Promise.reject(new Error("denied")) }],
  ])("is not said to be copied %s, and is not lost by one key", async (_, value) => {
    clipboard(value);
    const { onClose } = open({ kind: "issued", token: issued });
    await copy("apiTokensCopyFailed");
    expect(screen.queryByText("apiTokensCopied")).toBeNull();

    escape();
    expect(screen.getByTestId("go-on-dialog")).toBeDefined();
    escape();
    expect(screen.getByTestId("issued-dialog")).toBeDefined();
    expect(onClose).not.toHaveBeenCalled();

    fireEvent.click(screen.getByTestId("close-issued"));
    fireEvent.click(screen.getByTestId("confirm-go-on"));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("goes without a question once it is copied", async () => {
    clipboard({ writeText: () => Promise.resolve() });
    const { onClose } = open({ kind: "issued", token: issued });
    expect(isHeldByBrowser()).toBe(true);
    await copy("apiTokensCopied");
    expect(isHeldByBrowser()).toBe(false);
    escape();
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("counts as copied when somebody has marked and copied it", () => {
    const { onClose } = open({ kind: "issued", token: issued });
    fireEvent.copy(screen.getByLabelText("apiTokensToken"));
    fireEvent.click(screen.getByTestId("close-issued"));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("is asked about before a link leads away from it", async () => {
    const { onClose, router } = open({ kind: "issued", token: issued });
    await act(() => router.navigate("/users"));
    fireEvent.click(screen.getByText("apiTokensCancel"));
    expect(screen.getByTestId("issued-token")).toBeDefined();
    expect(onClose).not.toHaveBeenCalled();

    await act(() => router.navigate("/users"));
    fireEvent.click(screen.getByTestId("confirm-go-on"));
    expect(await screen.findByText("elsewhere")).toBeDefined();
  });
});

describe.each<[string, string, MachineState]>([
  ["made", "confirm-machine", { kind: "new", clientId: "shop" }],
  ["rotated", "confirm-rotate", { kind: "rotation", token: { ...issued, access: mayAll } }],
])("a machine's token that is being %s", (_, confirm, state) => {
  it("is waited for, for its secret is in that one answer", async () => {
    const { answer, onClose, router, seen } = open(state);
    const name = screen.queryByLabelText(/apiTokensName/);
    if (name) {
      fireEvent.change(name, { target: { value: "ci" } });
    }
    fireEvent.click(screen.getByTestId(confirm));

    expect(isHeldByBrowser()).toBe(true);
    escape();
    fireEvent.click(screen.getByText("apiTokensCancel"));
    await act(() => router.navigate("/users"));
    expect(onClose).not.toHaveBeenCalled();
    expect(router.state.location.pathname).toBe("/tokens");

    await act(async () => {
      answer.resolve(issued);
      await answer.promise;
    });
    expect(seen).toEqual([{ kind: "issued", token: issued }]);
    expect(isHeldByBrowser()).toBe(false);
  });

  it("is looked for when no answer came, and once more when the dialog closes", async () => {
    const { answer, onChanged, onClose } = open(state);
    const name = screen.queryByLabelText(/apiTokensName/);
    if (name) {
      fireEvent.change(name, { target: { value: "ci" } });
    }
    fireEvent.click(screen.getByTestId(confirm));
    await act(async () => {
      answer.reject(new Error("no answer"));
      await answer.promise.catch(() => undefined);
    });
    expect(onChanged).toHaveBeenCalledOnce();
    escape();
    expect(onChanged).toHaveBeenCalledTimes(2);
    expect(onClose).toHaveBeenCalledOnce();
  });
});

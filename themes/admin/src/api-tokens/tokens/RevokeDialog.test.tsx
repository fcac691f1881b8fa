// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { RestError } from "../../../../shared/rest/RestError";
import type { AdminApiTokensClient, BoundedCount } from "../rest/AdminApiTokensClient";
import { ClientContext } from "../rest/ClientContext";
import { noFilter } from "../rest/filter";
import type { Revocation } from "./revocation";
import { RevokeDialog } from "./RevokeDialog";

vi.mock("react-i18next", () => ({
  useTranslation: () => ({
    t: (key: string, values?: object) => (values ? `${key} ${JSON.stringify(values)}` : key),
    i18n: { language: "en" },
  }),
}));
vi.mock("@keycloak/keycloak-ui-shared", () => ({
  useAlerts: () => ({ addAlert: () => undefined }),
}));

afterEach(cleanup);

const unavailable = new RestError("temporarily_unavailable");
const matching: Revocation = { kind: "matching", filter: { ...noFilter, status: "active" } };

function open(client: {
  count: () => Promise<BoundedCount>;
  revokeMatching?: () => Promise<number>;
}) {
  const heard = { onRevoked: vi.fn(), onUncertain: vi.fn(), onClose: vi.fn() };
  render(
    <ClientContext.Provider value={client as unknown as AdminApiTokensClient}>
      <RevokeDialog revocation={matching} {...heard} />
    </ClientContext.Provider>,
  );
  return heard;
}

const counted = (count: number) => Promise.resolve({ count, more: false });
const confirm = () => screen.getByTestId<HTMLButtonElement>("confirm-revoke");
const heading = () => screen.getByRole("dialog").querySelector("h1")?.textContent;

describe("a revocation of what matches", () => {
  it("that was done in part is counted again, and so is the list, once more when it is closed", async () => {
    const count = vi.fn(() => counted(3000));
    const { onUncertain, onClose } = open({
      count,
      revokeMatching: () => Promise.reject(unavailable),
    });
    fireEvent.change(await screen.findByRole("textbox"), { target: { value: "3000" } });
    await waitFor(() => expect(confirm().disabled).toBe(false));
    count.mockImplementation(() => counted(2500));
    fireEvent.click(confirm());

    await screen.findByText("apiTokensUnavailable");
    expect(await screen.findByLabelText(/apiTokensTypeNumber \{"number":2500}/)).toBeDefined();
    expect(heading()).toContain('"count":2500');
    expect(confirm().disabled).toBe(true);
    expect(onUncertain).toHaveBeenCalledOnce();

    fireEvent.click(screen.getByText("apiTokensCancel"));
    expect(onUncertain).toHaveBeenCalledTimes(2);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("that can't be counted says so, has a title in words, and is counted when asked to", async () => {
    const count = vi.fn(() => counted(2));
    count.mockReturnValueOnce(Promise.reject(unavailable));
    open({ count });
    expect(await screen.findByText("apiTokensUnavailable")).toBeDefined();
    expect(heading()).toContain("apiTokensRevokeMatching");
    expect(screen.queryByRole("progressbar")).toBeNull();

    fireEvent.click(screen.getByTestId("try-again"));
    expect(await screen.findByRole("textbox")).toBeDefined();
    expect(screen.queryByText("apiTokensUnavailable")).toBeNull();
  });

  it("that nobody has begun leaves the list alone", async () => {
    const { onUncertain } = open({ count: () => counted(1) });
    await screen.findByRole("textbox");
    fireEvent.click(screen.getByText("apiTokensCancel"));
    expect(onUncertain).not.toHaveBeenCalled();
  });
});

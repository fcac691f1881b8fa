// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RestError } from "../../../../shared/rest/RestError";
import { OpenAnswer } from "../../../../shared/ui/openAnswer.fixture";
import type { AdminApiTokensClient } from "../rest/AdminApiTokensClient";
import { ClientContext } from "../rest/ClientContext";
import type { Settings } from "../rest/settings";
import { definitions } from "./definitions.fixture";
import { SettingsTab } from "./SettingsTab";

vi.mock("react-i18next", () => ({
  useTranslation: () => ({ t: (key: string) => key, i18n: { language: "en" } }),
}));
vi.mock("@keycloak/keycloak-admin-ui", () => ({
  useAccess: () => ({ hasAccess: () => true }),
  useAdminClient: () => ({ adminClient: { roles: { find: () => Promise.resolve([]) } } }),
}));
vi.mock("@keycloak/keycloak-ui-shared", () => ({
  useAlerts: () => ({ addAlert: () => undefined }),
}));

const nothingSet = {
  ...Object.fromEntries(Object.keys(definitions).map((member) => [member, null])),
  limitsByRole: null,
} as unknown as Settings;

const realm = {
  settings: vi.fn<() => Promise<Settings>>(),
  saveSettings: vi.fn<(changes: object) => Promise<Settings>>(),
  settingDefinitions: () => Promise.resolve(definitions),
  unreadableSettings: () => Promise.resolve([]),
};

beforeEach(() => realm.settings.mockResolvedValue(nothingSet));

afterEach(() => {
  cleanup();
  vi.resetAllMocks();
});

async function open() {
  render(
    <ClientContext.Provider value={realm as unknown as AdminApiTokensClient}>
      <SettingsTab />
    </ClientContext.Provider>,
  );
  await screen.findByTestId("save-settings");
}

const field = (id: string) => {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLInputElement)) {
    throw new Error(`There is no field ${id}.`);
  }
  return found;
};

const type = (id: string, value: string) => fireEvent.change(field(id), { target: { value } });

async function save(what: "settings" | "limits") {
  const calls = realm.saveSettings.mock.calls.length;
  fireEvent.click(screen.getByTestId(`save-${what}`));
  await waitFor(() => expect(realm.saveSettings.mock.calls).toHaveLength(calls + 1));
  return realm.saveSettings.mock.calls[calls]?.[0];
}

/** The server says that it has saved them, and has them from then on. */
async function answered(answer: OpenAnswer<Settings>, settings: Settings) {
  realm.settings.mockResolvedValue(settings);
  await act(async () => {
    answer.resolve(settings);
    await answer.promise;
  });
}

describe("what is typed into the settings", () => {
  it("while others are saved stays, for the next time", async () => {
    const answer = new OpenAnswer<Settings>();
    realm.saveSettings.mockReturnValue(answer.promise);
    await open();
    type("setting-maxPerUser", "7");
    fireEvent.click(screen.getByTestId("add-limit"));
    expect(await save("settings")).toEqual({ maxPerUser: 7 });

    type("setting-retentionDays", "60");
    await answered(answer, { ...nothingSet, maxPerUser: 7 });
    expect(field("setting-maxPerUser").value).toBe("7");
    expect(field("setting-retentionDays").value).toBe("60");
    expect(await save("settings")).toEqual({ retentionDays: 60 });
  });

  it("into a limit while limits are saved stays as well", async () => {
    const answer = new OpenAnswer<Settings>();
    realm.saveSettings.mockReturnValue(answer.promise);
    await open();
    fireEvent.click(screen.getByTestId("add-limit"));
    type("limit-role-0", "editor");
    type("limit-maxPerUser-0", "9");
    expect(await save("limits")).toEqual({ limitsByRole: { editor: { maxPerUser: 9 } } });

    type("limit-maxPerUser-0", "99");
    await answered(answer, { ...nothingSet, limitsByRole: { editor: { maxPerUser: 9 } } });
    expect(field("limit-maxPerUser-0").value).toBe("99");
  });

  it("stays when the settings can't be read again", async () => {
    realm.saveSettings.mockResolvedValue({ ...nothingSet, maxPerUser: 7 });
    await open();
    fireEvent.click(screen.getByTestId("add-limit"));
    type("limit-role-0", "editor");
    type("setting-maxPerUser", "7");
    realm.settings.mockRejectedValue(new RestError("temporarily_unavailable"));
    await save("settings");

    await waitFor(() => expect(realm.settings.mock.calls).toHaveLength(2));
    expect(await screen.findByDisplayValue("7")).toBeDefined();
    expect(field("limit-role-0").value).toBe("editor");
    expect(screen.queryByTestId("failure")).toBeNull();
  });

  it("does not take back what another admin has saved meanwhile", async () => {
    const now = { ...nothingSet, maxPerUser: 3, limitsByRole: { editor: { maxPerUser: 9 } } };
    realm.saveSettings.mockResolvedValue(now);
    await open();
    realm.settings.mockResolvedValue(now);
    type("setting-prefix", "acme");
    type("setting-prefix", "");
    fireEvent.click(screen.getByTestId("add-limit"));
    type("limit-role-0", "editor");
    type("limit-maxPerUser-0", "9");
    await save("limits");
    expect(await screen.findByDisplayValue("3")).toBe(field("setting-maxPerUser"));

    type("setting-retentionDays", "60");
    expect(await save("settings")).toEqual({ retentionDays: 60 });
  });

  it("is asked about again when nobody knows whether it was saved", async () => {
    realm.saveSettings.mockRejectedValue(new RestError("unreachable"));
    await open();
    type("setting-maxPerUser", "7");
    realm.settings.mockResolvedValue({ ...nothingSet, maxPerUser: 7 });
    await save("settings");
    expect(await screen.findByTestId("settings-refused")).toBeDefined();
    await waitFor(() =>
      expect(screen.getByTestId<HTMLButtonElement>("save-settings").disabled).toBe(true),
    );
  });
});

it("says that there are none to show, and tries again", async () => {
  realm.settings.mockRejectedValueOnce(new RestError("temporarily_unavailable"));
  render(
    <ClientContext.Provider value={realm as unknown as AdminApiTokensClient}>
      <SettingsTab />
    </ClientContext.Provider>,
  );
  fireEvent.click(await screen.findByTestId("try-again"));
  expect(await screen.findByTestId("save-settings")).toBeDefined();
});

// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { RestError } from "../../../../shared/rest/RestError";
import { show } from "../dialog.fixture";
import { token } from "../rest/apiToken.fixture";
import { server } from "../rest/settings.fixture";
import { RotateDialog } from "./RotateDialog";

afterEach(cleanup);

const strict = { ...server("api", "read"), maxLifetimeDays: 30 };
const ofNinetyDays = {
  ...token("a"),
  expiresAt: "2027-02-21T17:00:00Z",
  resources: ["api"],
  scopes: ["read"],
};

const open = (one = ofNinetyDays, around: Parameters<typeof show>[1] = {}) =>
  show(<RotateDialog token={one} onRotated={() => {}} onClose={() => {}} />, {
    servers: [strict],
    ...around,
  });

const choices = () =>
  [...screen.getByTestId("api-token-new-expiration").querySelectorAll("option")].map(
    ({ value }) => value,
  );

describe("a rotation", () => {
  it("offers what the token's APIs allow, and not the same lifetime when that is too long", async () => {
    await open();
    expect(choices()).toEqual(["7d", "30d", "date"]);
    expect(screen.getByTestId("api-token-new-expiration")).toHaveProperty("value", "30d");
  });

  it("offers all that the realm allows to a token that is limited to no API", async () => {
    await open({ ...ofNinetyDays, resources: [] });
    expect(choices()).toEqual(["same", "7d", "30d", "60d", "90d", "365d", "date", "never"]);
  });

  it("is refused with a number of days, or without one where none is known", async () => {
    const refused = { rotate: () => Promise.reject(new RestError("expiration_too_far")) };
    const { unmount } = await open(ofNinetyDays, { client: refused, language: "en" });
    fireEvent.click(screen.getByTestId("confirm-rotate"));
    expect(await screen.findByText(/at most 30 days ahead/)).toBeDefined();
    unmount();
    await open(ofNinetyDays, { client: refused, language: "en", servers: [] });
    fireEvent.click(screen.getByTestId("confirm-rotate"));
    expect(await screen.findByText(/Reload the page to see what is allowed/)).toBeDefined();
  });
});

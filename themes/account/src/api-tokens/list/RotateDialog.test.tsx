// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
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

const open = (one = ofNinetyDays) =>
  show(<RotateDialog token={one} onRotated={() => {}} onClose={() => {}} />, { servers: [strict] });

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
});

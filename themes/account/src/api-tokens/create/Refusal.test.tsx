// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { show } from "../dialog.fixture";
import { token } from "../rest/apiToken.fixture";
import { server } from "../rest/settings.fixture";
import { Refusal } from "./Refusal";

afterEach(cleanup);

it.each([
  [1, "Sie haben 1 aktives Token,"],
  [2, "Sie haben 2 aktive Tokens,"],
])("a refusal of more than %d tokens says so in German", async (maxPerUser, text) => {
  const tokens = [token("a"), token("b")].slice(0, maxPerUser);
  await show(<Refusal />, {
    limits: { maxPerUser },
    servers: [server("api")],
    tokens,
    language: "de",
  });
  expect(screen.getByTestId("refusal").textContent).toContain(text);
});

// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { show } from "../dialog.fixture";
import { token } from "../rest/apiToken.fixture";
import { TokenTest } from "./TokenTest";

const MINUTE = 60_000;
let looks: number;

beforeEach(() => {
  vi.useFakeTimers();
  looks = 0;
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (millis: number) => act(() => vi.advanceTimersByTimeAsync(millis));
const outcome = () => screen.getByTestId("test-outcome").textContent;

async function test() {
  const client = {
    self: () => Promise.resolve(token("a")),
    get: () => {
      looks++;
      return Promise.resolve(token("a"));
    },
  };
  await show(<TokenTest token={{ ...token("a"), token: "kcat_secret" }} />, { client });
  fireEvent.click(screen.getByTestId("test-token"));
  await pass(0);
  expect(outcome()).toBe("apiTokensTestWaiting");
}

it("is waited for a token's first use for some minutes, and on only if somebody wants that", async () => {
  await test();
  await pass(MINUTE);
  expect(looks).toBe(20);
  await pass(60 * MINUTE);
  expect(looks).toBe(100);
  expect(outcome()).toBe("apiTokensTestEnded");
  fireEvent.click(screen.getByTestId("test-again"));
  expect(outcome()).toBe("apiTokensTestWaiting");
  await pass(MINUTE);
  expect(looks).toBe(120);
});

it("is not looked for what nobody sees", async () => {
  await test();
  const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  await pass(MINUTE);
  expect(looks).toBe(0);
  visibility.mockReturnValue("visible");
  await pass(MINUTE);
  expect(looks).toBe(20);
});

// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RestError } from "../rest/RestError";
import { OpenAnswer } from "./openAnswer.fixture";
import { useMutation } from "./useMutation";

describe("useMutation", () => {
  it("is busy until the change is made", async () => {
    const { result } = renderHook(() => useMutation());
    const change = new OpenAnswer<undefined>();
    act(() => void result.current.mutate(() => change.promise));
    expect(result.current.isBusy).toBe(true);
    await act(async () => {
      change.resolve(undefined);
      await change.promise;
    });
    expect(result.current).toMatchObject({ isBusy: false, error: undefined });
  });

  it("says why a change was not made, until it is reset", async () => {
    const { result } = renderHook(() => useMutation());
    const refused = new RestError("name_in_use");
    await act(async () => {
      expect(await result.current.mutate(() => Promise.reject(refused))).toBe(refused);
    });
    expect(result.current).toMatchObject({ isBusy: false, error: refused });
    act(() => result.current.reset());
    expect(result.current.error).toBeUndefined();
  });

  it("forgets why the change before was not made", async () => {
    const { result } = renderHook(() => useMutation());
    await act(() => result.current.mutate(() => Promise.reject(new RestError("not_found"))));
    await act(async () => {
      expect(await result.current.mutate(() => Promise.resolve())).toBeUndefined();
    });
    expect(result.current.error).toBeUndefined();
  });

  it("makes one change at a time, even before it has been rendered as busy", async () => {
    const { result } = renderHook(() => useMutation());
    let made = 0;
    const change = async () => {
      await Promise.resolve();
      made++;
    };
    await act(async () => {
      await Promise.all([result.current.mutate(change), result.current.mutate(change)]);
    });
    expect(made).toBe(1);
  });

  it("takes what is no error of a call for an unexpected one", async () => {
    const { result } = renderHook(() => useMutation());
    await act(() => result.current.mutate(() => Promise.reject(new TypeError("a bug"))));
    expect(result.current.error?.code).toBe("unexpected");
  });
});

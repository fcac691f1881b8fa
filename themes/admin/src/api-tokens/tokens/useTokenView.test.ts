// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { createElement, type ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { describe, expect, it } from "vitest";
import type { TokenFilter } from "../rest/filter";
import { useTokenView } from "./useTokenView";

/** The view, at an address. */
function viewAt(address: string) {
  const shown: { router?: ReturnType<typeof createMemoryRouter> } = {};
  const wrapper = ({ children }: { children: ReactNode }) => {
    shown.router ??= createMemoryRouter([{ path: "*", element: children }], {
      initialEntries: [address],
    });
    return createElement(RouterProvider, { router: shown.router });
  };
  return { ...renderHook(() => useTokenView(), { wrapper }), shown };
}

describe("useTokenView", () => {
  it("is what the address says", () => {
    const { result } = viewAt("/?search=ci&page=3");

    expect(result.current.view).toMatchObject({ filter: { search: "ci" }, page: { page: 3 } });
  });

  it("keeps each of two changes, though nothing was shown between them", async () => {
    const { result } = viewAt("/?page=3");

    await act(() => {
      result.current.change({ search: "ci" }, { page: 1 });
      result.current.change({ status: "active" }, { page: 1 });
      result.current.change({}, { sort: "name" });
      return Promise.resolve();
    });

    expect(result.current.view).toMatchObject({
      filter: { search: "ci", status: "active" },
      page: { page: 1, sort: "name" },
    });
  });

  it("holds at once, before the address does", () => {
    const { result } = viewAt("/?page=3");

    act(() => result.current.change({ neverExpires: "true" }, { page: 1 }));

    expect(result.current.view.filter.neverExpires).toBe("true");
  });

  it("changes what Back has brought back", async () => {
    const { result, shown } = viewAt("/?search=ci");
    const changed = (filter: Partial<TokenFilter>) =>
      act(() => {
        result.current.change(filter, { page: 1 });
        return Promise.resolve();
      });
    await changed({ search: "other" });
    await act(() => shown.router?.navigate(-1) ?? Promise.reject(new Error("no router")));
    await changed({ status: "active" });

    expect(result.current.view.filter).toMatchObject({ search: "ci", status: "active" });
  });
});

import { describe, expect, it, vi } from "vitest";
import { contentRoutes } from "./contentRoutes";
import { leadHashToPage, pathOfHash } from "./hash";
import { isApiTokensPath } from "./paths";

const pages = [
  { path: "", element: "personal info" },
  { path: "groups", element: "groups" },
  { path: "content/:componentId", element: "content" },
];
const apiTokens = { path: "api-tokens", element: "API tokens" };

describe("contentRoutes", () => {
  const content = [
    { label: "personalInfo", path: "" },
    { label: "security", children: [{ label: "groups", path: "groups", isVisible: "groupsOn" }] },
    { label: "own", path: "content/own", id: "content/:componentId", modulePath: "/own.js" },
    { label: "apiTokens", path: "api-tokens" },
  ];

  it("are what the content names, with a page each", () => {
    expect(contentRoutes(content, { groupsOn: true }, pages, apiTokens)).toEqual([
      { path: "", element: "personal info" },
      { path: "groups", element: "groups" },
      { path: "content/own", element: "content" },
      { path: "api-tokens", element: "API tokens" },
    ]);
  });

  it("leave out what a feature hides", () => {
    const paths = contentRoutes(content, { groupsOn: false }, pages, apiTokens).map(
      ({ path }) => path,
    );
    expect(paths).toEqual(["", "content/own", "api-tokens"]);
  });

  it("keep what is below a page", () => {
    const withMore = { ...apiTokens, children: [{ path: "new" }] };
    expect(contentRoutes([{ label: "apiTokens", path: "api-tokens" }], {}, [], withMore)).toEqual([
      withMore,
    ]);
  });

  it("hold the API Tokens page when a theme's own content does not", () => {
    expect(contentRoutes([{ label: "personalInfo", path: "" }], {}, pages, apiTokens)).toEqual([
      { path: "", element: "personal info" },
      apiTokens,
    ]);
  });
});

describe("a path of ours", () => {
  it.each([
    ["/realms/demo/account/api-tokens", true],
    ["/realms/demo/account/api-tokens/", true],
    ["/auth/realms/demo/account/api-tokens/new", true],
    ["/realms/demo/account/api-tokens-2", false],
    ["/realms/api-tokens/account/groups", false],
  ])("%s: %s", (path, isOurs) => {
    expect(isApiTokensPath(path)).toBe(isOurs);
  });
});

describe("the hash", () => {
  it.each([
    ["#/api-tokens", "api-tokens"],
    ["#/api-tokens/", "api-tokens"],
    ["#/api-tokens?name=CI", "api-tokens?name=CI"],
    ["#/api-tokens/new?name=CI", "api-tokens/new?name=CI"],
    ["#/api-tokens/0c5b-11", "api-tokens/0c5b-11"],
    ["#/api-tokens/new/more", undefined],
    ["#/applications", undefined],
    ["#state=1", undefined],
    ["", undefined],
  ])("%s means %s", (hash, path) => {
    expect(pathOfHash(hash)).toBe(path);
  });

  it("becomes the page's address", () => {
    const replaceState = vi.fn();
    leadHashToPage(
      "https://kc/realms/demo/account/",
      { hash: "#/api-tokens", search: "" },
      { replaceState },
    );
    expect(replaceState).toHaveBeenCalledWith(null, "", "/realms/demo/account/api-tokens");
  });
});

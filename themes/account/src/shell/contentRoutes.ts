import type { RouteObject } from "react-router-dom";

/** An entry of the theme's `content.json`, which Keycloak documents for themes. */
export type ContentItem = {
  id?: string;
  label: string;
  path?: string;
  isVisible?: string;
  modulePath?: string;
  children?: ContentItem[];
};

/**
 * The routes of the pages that the content names and the realm's features allow. The API Tokens page is among them even
 * when a theme with a `content.json` of its own leaves it out: the avatar's menu leads there.
 */
export function contentRoutes(
  content: ContentItem[],
  features: Record<string, boolean>,
  pages: RouteObject[],
  apiTokensPage: RouteObject,
): RouteObject[] {
  const known = [...pages, apiTokensPage];
  const routes = leaves(content)
    .filter(({ isVisible }) => !isVisible || features[isVisible])
    .map(({ id, path }): RouteObject => {
      const page = known.find((page) => page.path === (id ?? path));
      return {
        path,
        element: page?.element,
        ...(page?.children && { children: page.children }),
      };
    });
  return routes.some(({ path }) => path === apiTokensPage.path)
    ? routes
    : [...routes, apiTokensPage];
}

function leaves(content: ContentItem[]): ContentItem[] {
  return content.flatMap((item) => (item.children ? leaves(item.children) : [item]));
}

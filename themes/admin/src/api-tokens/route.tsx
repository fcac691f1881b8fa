import { routes } from "@keycloak/keycloak-admin-ui";
import { lazy } from "react";
import { generatePath } from "react-router-dom";

type Route = (typeof routes)[number];
type Access = Extract<Route["handle"]["access"], string>;
type HasAny = (...types: Access[]) => boolean;

const ApiTokensSection = lazy(() => import("./ApiTokensSection"));

const PATH = "/:realm/api-tokens/:tab?";

export const tabs = ["tokens", "leaked", "settings"] as const;
export type Tab = (typeof tabs)[number];

export const maySeeTokens = (hasAny: HasAny) => hasAny("view-users", "query-users");
export const maySeeSettings = (hasAny: HasAny) => hasAny("view-realm");
export const maySeeSection = (hasAny: HasAny) => maySeeTokens(hasAny) || maySeeSettings(hasAny);

/** The section of the admin console, for those who may see anything in it. */
export const apiTokensRoute: Route = {
  path: PATH,
  element: <ApiTokensSection />,
  // The text is what the page says that turns others away.
  handle: {
    access: Object.assign(({ hasAny }: { hasAny: HasAny }) => maySeeSection(hasAny), {
      toString: () => "view-users or view-realm",
    }),
  },
};

/** The address of the section, or of one tab of it. */
export const sectionPath = (realm: string, tab?: Tab) => generatePath(PATH, { realm, tab });

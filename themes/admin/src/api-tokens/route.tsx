import { lazy } from "react";
import { type HasAny, maySeeSection, type Route, SECTION_PATH } from "./section";

const ApiTokensSection = lazy(() => import("./ApiTokensSection"));

/** The section of the admin console, for those who may see anything in it. */
export const apiTokensRoute: Route = {
  path: SECTION_PATH,
  element: <ApiTokensSection />,
  // The text is what the page says that turns others away.
  handle: {
    access: Object.assign(({ hasAny }: { hasAny: HasAny }) => maySeeSection(hasAny), {
      toString: () => "view-users, manage-clients or view-realm",
    }),
  },
};

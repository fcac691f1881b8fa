import { PageNav, useEnvironment } from "@keycloak/keycloak-account-ui";
import { PageContext } from "@patternfly/react-core";
import { useContext } from "react";
import { UNSAFE_LocationContext as LocationContext } from "react-router-dom";
import type { Environment } from "../environment";
import { isApiTokensPath } from "./paths";

/**
 * The stock navigation, shown when the page's frame says that it is open. It can't see that by itself: the library has a
 * PatternFly of its own inside, and with it another context. Closed it stays mounted, or it would load its content anew. It
 * highlights the entry whose very address this is; what is below the API Tokens page counts as that page.
 */
export const Sidebar = () => {
  const { environment } = useEnvironment<Environment>();
  const { location, navigationType } = useContext(LocationContext);
  const pathname = isApiTokensPath(location.pathname)
    ? `${new URL(environment.baseUrl).pathname}api-tokens`
    : location.pathname;
  return (
    <div style={{ display: useContext(PageContext).isSidebarOpen ? "contents" : "none" }}>
      <LocationContext.Provider value={{ navigationType, location: { ...location, pathname } }}>
        <PageNav />
      </LocationContext.Provider>
    </div>
  );
};

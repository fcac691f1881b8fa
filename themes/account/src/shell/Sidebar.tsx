import { PageNav } from "@keycloak/keycloak-account-ui";
import { PageContext } from "@patternfly/react-core";
import { useContext } from "react";

/**
 * The stock navigation, shown when the page's frame says that it is open. It can't see that by itself: the library has a
 * PatternFly of its own inside, and with it another context. Closed it stays mounted, or it would load its content anew.
 */
export const Sidebar = () => (
  <div style={{ display: useContext(PageContext).isSidebarOpen ? "contents" : "none" }}>
    <PageNav />
  </div>
);

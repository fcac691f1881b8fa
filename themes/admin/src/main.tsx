import "@patternfly/patternfly/patternfly-addons.css";
import "@patternfly/react-core/dist/styles/base.css";
import "@keycloak/keycloak-admin-ui/styles.css";
import "./shell/stock.css";

import { AdminUi, KeycloakProvider, routes } from "@keycloak/keycloak-admin-ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createHashRouter, RouterProvider } from "react-router-dom";
import { apiTokensRoute } from "./api-tokens/route";
import { environment } from "./environment";
import { i18n } from "./i18n";
import { WithNavEntry } from "./shell/WithNavEntry";

const container = document.getElementById("app");
if (!container) {
  throw new Error("The page has no #app.");
}

// No top-level await: it would make of one script two, and the stock page preloads the second by a wrong address.
void i18n.init().then(() => {
  const router = createHashRouter([
    {
      path: "/",
      element: (
        <KeycloakProvider environment={environment}>
          <AdminUi />
        </KeycloakProvider>
      ),
      children: [{ element: <WithNavEntry />, children: [...routes, apiTokensRoute] }],
    },
  ]);
  createRoot(container).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
});

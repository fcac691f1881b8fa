import "@patternfly/patternfly/patternfly-addons.css";
import "@patternfly/react-core/dist/styles/base.css";
import "./stock-styles";

import { KeycloakProvider } from "@keycloak/keycloak-account-ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { environment } from "./environment";
import { i18n } from "./i18n";
import { leadHashToPage } from "./shell/hash";
import { Root } from "./shell/Root";

leadHashToPage(environment.baseUrl);
const container = document.getElementById("app");
if (!container) {
  throw new Error("The page has no #app.");
}

// No top-level await: it would make of one script two, and the stock page preloads the second by a wrong address.
void i18n.init().then(() =>
  createRoot(container).render(
    <StrictMode>
      <KeycloakProvider environment={environment}>
        <Root />
      </KeycloakProvider>
    </StrictMode>,
  ),
);

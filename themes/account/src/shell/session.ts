import type Keycloak from "keycloak-js";

/** Keeps the page while there is no network: the login would be the browser's error page, and what was typed gone. */
export function stayWhileOffline(keycloak: Keycloak) {
  keycloak.loginRequired = false;
  keycloak.onAuthLogout = () => {
    if (navigator.onLine) {
      void keycloak.login();
    }
  };
}

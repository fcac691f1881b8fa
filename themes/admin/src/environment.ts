import { type AdminEnvironment } from "@keycloak/keycloak-admin-ui";
import { getInjectedEnvironment } from "@keycloak/keycloak-ui-shared";

/** What Keycloak's page tells the console about itself. */
export const environment = getInjectedEnvironment<AdminEnvironment>();

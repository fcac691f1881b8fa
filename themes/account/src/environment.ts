import { isApiTokensPath } from "./shell/paths";
import { type BaseEnvironment, getInjectedEnvironment } from "@keycloak/keycloak-ui-shared";

/** What Keycloak's page tells the console about itself; a superset of it goes to the stock pages. */
export type Environment = BaseEnvironment & {
  baseUrl: string;
  locale: string;
  referrerName?: string;
  referrerUrl?: string;
  features: Record<string, boolean>;
};

const injected = getInjectedEnvironment<Environment & { scope?: string }>();

/**
 * Without the `scope` that the server takes from the address of our pages: there it is what a token is to be limited to, and none
 * that a login asks for.
 */
export const environment: Environment = isApiTokensPath(location.pathname)
  ? { ...injected, scope: undefined }
  : injected;

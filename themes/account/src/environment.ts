import { type BaseEnvironment, getInjectedEnvironment } from "@keycloak/keycloak-ui-shared";

/** What Keycloak's page tells the console about itself; a superset of it goes to the stock pages. */
export type Environment = BaseEnvironment & {
  baseUrl: string;
  locale: string;
  referrerName?: string;
  referrerUrl?: string;
  features: Record<string, boolean>;
};

export const environment = getInjectedEnvironment<Environment>();

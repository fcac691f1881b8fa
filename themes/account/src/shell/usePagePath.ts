import { useEnvironment } from "@keycloak/keycloak-account-ui";
import type { Environment } from "../environment";

/** Where the API Tokens page is, as the router spells it: what is below it is behind a slash. */
export function usePagePath() {
  const { environment } = useEnvironment<Environment>();
  return `${decodeURIComponent(new URL(environment.baseUrl).pathname)}api-tokens`;
}

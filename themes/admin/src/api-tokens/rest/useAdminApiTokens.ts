import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useMemo } from "react";
import { AdminApiTokensClient } from "./AdminApiTokensClient";

/** The admin REST for API tokens of a realm, called for the admin who is signed in. */
export function useAdminApiTokens(realm: string) {
  const { adminClient } = useAdminClient();
  return useMemo(
    () =>
      new AdminApiTokensClient(
        `${adminClient.baseUrl}/admin/realms/${encodeURIComponent(realm)}/api-tokens`,
        () => adminClient.getAccessToken(),
      ),
    [adminClient, realm],
  );
}

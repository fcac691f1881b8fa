import { useAdminClient, useRealm } from "@keycloak/keycloak-admin-ui";
import { Button, PageSection } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../../shared/ui/useQuery";
import { ClientContext } from "../rest/ClientContext";
import { useAdminApiTokens } from "../rest/useAdminApiTokens";
import { MachineDialogs, type MachineState } from "./MachineDialogs";

/**
 * On a client's page: makes a token for its service account, where it has one and the admin manages the client. The stock page
 * can take neither a tab nor an action more.
 */
const ClientTokens = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const { realm } = useRealm();
  const apiTokens = useAdminApiTokens(realm);
  const [machine, setMachine] = useState<MachineState>();
  const { data: client } = useQuery(
    useCallback(() => adminClient.clients.findOne({ id: uuid }), [adminClient, uuid]),
  );

  return client?.serviceAccountsEnabled && client.access?.manage ? (
    <PageSection variant="light" className="pf-v5-u-pb-0">
      <Button
        variant="secondary"
        size="sm"
        onClick={() => setMachine({ kind: "new", clientId: client.clientId })}
        data-testid="create-for-client"
      >
        {t("apiTokensCreateForClient")}
      </Button>
      {machine && (
        <ClientContext.Provider value={apiTokens}>
          <MachineDialogs
            state={machine}
            onState={setMachine}
            onClose={() => setMachine(undefined)}
          />
        </ClientContext.Provider>
      )}
    </PageSection>
  ) : null;
};

export default ClientTokens;

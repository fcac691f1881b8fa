import { useAccess, useAdminClient, useRealm } from "@keycloak/keycloak-admin-ui";
import { Button, Flex, FlexItem, PageSection } from "@patternfly/react-core";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../../shared/ui/useQuery";
import { FilterLink } from "../overview/FilterLink";
import { ClientContext } from "../rest/ClientContext";
import { noFilter } from "../rest/filter";
import { useAdminApiTokens } from "../rest/useAdminApiTokens";
import { maySeeTokens } from "../section";
import { MachineDialogs, type MachineState } from "./MachineDialogs";

/**
 * On a client's page: the way to the tokens that are limited to it, where it is a resource server, and a token for its service account,
 * where it has one and the admin manages the client. The stock page can take neither a tab nor an action more.
 */
const ClientTokens = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const { realm } = useRealm();
  const { hasSomeAccess } = useAccess();
  const apiTokens = useAdminApiTokens(realm);
  const [machine, setMachine] = useState<MachineState>();
  const create = useRef<HTMLButtonElement>(null);
  // When it cannot be read, the stock page below says so.
  const { data: client } = useQuery(
    useCallback(() => adminClient.clients.findOne({ id: uuid }), [adminClient, uuid]),
  );

  const isServer =
    client?.attributes?.["api-tokens.enabled"] === "true" && maySeeTokens(hasSomeAccess);
  const isMachine = client?.serviceAccountsEnabled && client.access?.manage;

  function close() {
    setMachine(undefined);
    // What shows a secret follows another dialog, which is gone with what it would give the focus back to.
    setTimeout(() => create.current?.focus());
  }

  return client?.clientId && (isServer || isMachine) ? (
    <PageSection variant="light" className="pf-v5-u-pb-0">
      <Flex>
        {isServer && (
          <FlexItem>
            <FilterLink
              filter={{ ...noFilter, resource: client.clientId }}
              testId="tokens-of-client"
            >
              {t("apiTokensOfClient")}
            </FilterLink>
          </FlexItem>
        )}
        {isMachine && (
          <FlexItem>
            <Button
              ref={create}
              variant="secondary"
              size="sm"
              onClick={() => setMachine({ kind: "new", clientId: client.clientId })}
              data-testid="create-for-client"
            >
              {t("apiTokensCreateForClient")}
            </Button>
          </FlexItem>
        )}
      </Flex>
      {machine && (
        <ClientContext.Provider value={apiTokens}>
          <MachineDialogs state={machine} onState={setMachine} onClose={close} />
        </ClientContext.Provider>
      )}
    </PageSection>
  ) : null;
};

export default ClientTokens;

import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { Button, FormGroup, TextInput } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RestError } from "../../../../shared/rest/RestError";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { Names } from "../Names";
import { errorMessage } from "../rest/errorMessages";
import { KeycloakError, ofKeycloak } from "../rest/keycloak";
import type { ResourceServer } from "../rest/resourceServer";
import { useChange } from "../rest/useChange";
import { draftOf, isConfidential, noServer, type ServerDraft, withDraft } from "./draft";
import { ServerFields } from "./ServerFields";

type ServerDialogProps = {
  /** What is changed; a client becomes one without it. */
  server?: ResourceServer;
  onSaved: () => void;
  /** Hears that it may be saved. */
  onUncertain: () => void;
  onClose: () => void;
};

const CLIENTS = "server-clients";

/** Makes a confidential client a resource server, or changes one: by Keycloak's own REST, with its rules and events. */
export const ServerDialog = ({ server, onSaved, onUncertain, onClose }: ServerDialogProps) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const { isBusy, error: refusal, change, close, reset } = useChange(onUncertain, onClose);
  const [typed, setTyped] = useState<Partial<ServerDraft>>({});
  const {
    data: present,
    error: failure,
    refetch,
  } = useQuery(
    useCallback(
      async () => server && found(await ofKeycloak(adminClient.clients.findOne({ id: server.id }))),
      [adminClient, server],
    ),
  );
  const draft = { ...(present ? draftOf(present) : noServer), ...typed };
  const isKnown = !server || present !== undefined;
  const error = refusal ?? failure;

  function type(changed: Partial<ServerDraft>) {
    setTyped({ ...typed, ...changed });
    reset();
  }

  async function save() {
    const clientId = draft.clientId.trim();
    const client =
      present ??
      found((await ofKeycloak(adminClient.clients.find({ clientId }))).find(isConfidential));
    // What was not touched stays as it is, also of a client that was chosen by its name.
    await ofKeycloak(
      adminClient.clients.update(
        { id: client.id },
        withDraft(client, { ...draftOf(client), ...typed }),
      ),
    );
    onSaved();
  }

  return (
    <ActionDialog
      name="server"
      title={server ? t("apiTokensChangeWhat", { name: server.clientId }) : t("apiTokensAddServer")}
      action={t("apiTokensSave")}
      isBusy={isBusy}
      isDisabled={!isKnown || !draft.clientId.trim()}
      error={error && (wordsOf(error) ?? t(messageOf(error)))}
      errorAction={
        failure && (
          <Button variant="link" isInline onClick={refetch} data-testid="try-again">
            {t("apiTokensTryAgain")}
          </Button>
        )
      }
      onAction={() => void change(save)}
      onClose={close}
    >
      {!server && (
        <FormGroup label={t("apiTokensClient")} fieldId="server-clientId" isRequired>
          <TextInput
            id="server-clientId"
            value={draft.clientId}
            list={CLIENTS}
            autoComplete="off"
            isRequired
            onChange={(_, clientId) => type({ clientId })}
          />
          <Names
            id={CLIENTS}
            find={async () =>
              (await adminClient.clients.find({ first: 0, max: 200 }))
                .filter(isConfidential)
                .flatMap(({ clientId }) => clientId ?? [])
            }
          />
        </FormGroup>
      )}
      {/* Nothing is shown of a client that is not known yet: it would look like what it has. */}
      {isKnown ? (
        <ServerFields draft={draft} isServer={!!server} onChange={type} />
      ) : (
        !failure && <Loading />
      )}
    </ActionDialog>
  );
};

/** The client, if there is one; Keycloak's client says null where there is none. */
function found<C extends { id?: string }>(client: C | null | undefined) {
  if (!client?.id) {
    throw new RestError("not_found");
  }
  return { ...client, id: client.id };
}

const wordsOf = (error: RestError) => (error instanceof KeycloakError ? error.words : undefined);

const messageOf = ({ code }: RestError) =>
  code === "not_found" ? "apiTokensNoSuchClient" : errorMessage(code);

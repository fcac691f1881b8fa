import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import {
  Checkbox,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextInput,
} from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RestError } from "../../../../shared/rest/RestError";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useMutation } from "../../../../shared/ui/useMutation";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Names } from "../Names";
import { errorMessage } from "../rest/errorMessages";
import type { ResourceServer } from "../rest/resourceServer";
import { draftOf, isConfidential, noServer, type ServerDraft, types, withDraft } from "./draft";

type ServerDialogProps = {
  /** What is changed; a client becomes one without it. */
  server?: ResourceServer;
  onSaved: () => void;
  onClose: () => void;
};

const CLIENTS = "server-clients";

/** Makes a confidential client a resource server, or changes one: by Keycloak's own REST, with its rules and events. */
export const ServerDialog = ({ server, onSaved, onClose }: ServerDialogProps) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const { isBusy, error, mutate, reset } = useMutation();
  const [typed, setTyped] = useState<Partial<ServerDraft>>({});
  const { data: present } = useQuery(
    useCallback(
      () => (server ? adminClient.clients.findOne({ id: server.id }) : Promise.resolve(undefined)),
      [adminClient, server],
    ),
  );
  const draft = { ...(present ? draftOf(present) : noServer), ...typed };

  function change(changed: Partial<ServerDraft>) {
    setTyped({ ...typed, ...changed });
    reset();
  }

  async function save() {
    const client =
      present ??
      (await adminClient.clients.find({ clientId: draft.clientId.trim() })).find(isConfidential);
    if (!client?.id) {
      throw new RestError("not_found");
    }
    // What was not touched stays as it is, also of a client that was chosen by its name.
    await adminClient.clients.update(
      { id: client.id },
      withDraft(client, { ...draftOf(client), ...typed }),
    );
    onSaved();
  }

  const flag = (member: "isTaking" | "check" | "exchange", label: string, help: string) => (
    <Checkbox
      id={`server-${member}`}
      label={t(label)}
      description={t(help)}
      isChecked={draft[member]}
      onChange={(_, isChecked) => change({ [member]: isChecked })}
    />
  );

  return (
    <ActionDialog
      name="server"
      title={server ? t("apiTokensChangeWhat", { name: server.clientId }) : t("apiTokensAddServer")}
      action={t("apiTokensSave")}
      isBusy={isBusy}
      isDisabled={server ? !present : !draft.clientId.trim()}
      error={
        error && t(error.code === "not_found" ? "apiTokensNoSuchClient" : errorMessage(error.code))
      }
      onAction={() => void mutate(save)}
      onClose={onClose}
    >
      {!server && (
        <FormGroup label={t("apiTokensClient")} fieldId="server-clientId" isRequired>
          <TextInput
            id="server-clientId"
            value={draft.clientId}
            list={CLIENTS}
            autoComplete="off"
            isRequired
            onChange={(_, clientId) => change({ clientId })}
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
      <FormGroup label={t("apiTokensType")} fieldId="server-type">
        <FormSelect id="server-type" value={draft.type} onChange={(_, type) => change({ type })}>
          {types.map((type) => (
            <FormSelectOption key={type} value={type} label={type} />
          ))}
        </FormSelect>
      </FormGroup>
      <FormGroup label={t("apiTokensAddress")} fieldId="server-address">
        <TextInput
          id="server-address"
          value={draft.address}
          onChange={(_, address) => change({ address })}
        />
      </FormGroup>
      {flag("check", "apiTokensCheck", "apiTokensCheckHelp")}
      {flag("exchange", "apiTokensExchange", "apiTokensExchangeHelp")}
      {server && flag("isTaking", "apiTokensTaking", "apiTokensTakingHelp")}
    </ActionDialog>
  );
};

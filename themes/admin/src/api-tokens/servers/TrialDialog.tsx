import { CodeBlock, CodeBlockCode, FormGroup, TextInput } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { blockedMessage } from "../../../../shared/ui/blocked";
import { useMutation } from "../../../../shared/ui/useMutation";
import { Notice } from "../../../../shared/ui/Notice";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import type { ResourceServer, Trial } from "../rest/resourceServer";

type TrialDialogProps = { server: ResourceServer; onClose: () => void };

/** What introspection would tell a resource server of somebody's token, which is made for the answer and never stored. */
export const TrialDialog = ({ server, onClose }: TrialDialogProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const [username, setUsername] = useState("");
  const [trial, setTrial] = useState<Trial>();
  const { isBusy, error, mutate, reset } = useMutation();

  return (
    <ActionDialog
      name="trial"
      title={t("apiTokensTryWhat", { name: server.clientId })}
      action={t("apiTokensTry")}
      isBusy={isBusy}
      error={
        error &&
        t(
          error.code === "not_found" || error.code === "invalid_request"
            ? "apiTokensNoSuchPerson"
            : errorMessage(error.code),
        )
      }
      onAction={() =>
        void mutate(async () => setTrial(await client.tryOut(server.clientId, username.trim())))
      }
      onClose={onClose}
    >
      <FormGroup label={t("apiTokensTryPerson")} fieldId="trial-username">
        <TextInput
          id="trial-username"
          value={username}
          autoComplete="off"
          onChange={(_, typed) => {
            setUsername(typed);
            setTrial(undefined);
            reset();
          }}
        />
      </FormGroup>
      {trial && (
        <div data-testid="trial-outcome">
          <Notice
            isLiveRegion
            variant={trial.active ? "success" : "warning"}
            title={
              trial.active
                ? t("apiTokensTryActive", { person: trial.username })
                : t(
                    trial.reason === "client_not_confidential"
                      ? "apiTokensTryPublic"
                      : blockedMessage(trial.reason),
                  )
            }
          >
            <code>{trial.reason}</code>
          </Notice>
          {trial.claims && (
            <CodeBlock>
              <CodeBlockCode>{JSON.stringify(trial.claims, null, 2)}</CodeBlockCode>
            </CodeBlock>
          )}
        </div>
      )}
    </ActionDialog>
  );
};

import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { FormGroup, Spinner, Text, TextContent, TextInput } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useMutation } from "../../../../shared/ui/useMutation";
import { useQuery } from "../../../../shared/ui/useQuery";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { countOf, type Revocation, revokeNow } from "./revocation";
import { RevokedTokens } from "./RevokedTokens";

type RevokeDialogProps = {
  revocation: Revocation;
  onRevoked: () => void;
  onClose: () => void;
};

/**
 * Says how many tokens, and which, would be revoked, and revokes them. Where nobody has picked them one by one, the number
 * has to be typed: it is what one would not have expected.
 */
export const RevokeDialog = ({ revocation, onRevoked, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const { addAlert } = useAlerts();
  const { isBusy, error: refusal, mutate } = useMutation();
  const { data: found, error: failure } = useQuery(
    useCallback((signal: AbortSignal) => countOf(client, revocation, signal), [client, revocation]),
  );
  const error = refusal ?? failure;
  const [typed, setTyped] = useState("");
  const isAsked = revocation.kind === "matching" && !!found?.count;

  const revoke = () =>
    mutate(async () => {
      addAlert(t("apiTokensRevokedAlert", { count: await revokeNow(client, revocation) }));
      onRevoked();
    });

  return (
    <ActionDialog
      name="revoke"
      title={title()}
      action={t("apiTokensRevoke")}
      isDanger
      isBusy={isBusy}
      isDisabled={!found?.count || (isAsked && typed.trim() !== String(found.count))}
      error={error && t(errorMessage(error.code))}
      onAction={() => void revoke()}
      onClose={onClose}
    >
      <TextContent>
        <RevokedTokens revocation={revocation} />
        <Text>{t("apiTokensRevokeText")}</Text>
      </TextContent>
      {isAsked && (
        <FormGroup
          label={t("apiTokensTypeNumber", { number: found.count })}
          fieldId="revoke-number"
          isRequired
        >
          <TextInput
            id="revoke-number"
            inputMode="numeric"
            autoComplete="off"
            isRequired
            value={typed}
            onChange={(_, value) => setTyped(value)}
          />
        </FormGroup>
      )}
    </ActionDialog>
  );

  function title() {
    if (revocation.kind === "one") {
      return t("apiTokensRevokeTitle", { name: revocation.token.name });
    }
    if (!found) {
      return <Spinner size="md" aria-label={t("apiTokensLoading")} />;
    }
    return t(found.more ? "apiTokensRevokeTitleMore" : "apiTokensRevokeTitleMany", found);
  }
};

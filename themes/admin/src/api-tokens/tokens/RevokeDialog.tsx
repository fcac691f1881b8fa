import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { Button, FormGroup, Text, TextContent, TextInput } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { useChange } from "../rest/useChange";
import { countOf, type Revocation, revokeNow } from "./revocation";
import { RevokedTokens } from "./RevokedTokens";

type RevokeDialogProps = {
  revocation: Revocation;
  onRevoked: () => void;
  /** Hears that some of them may be revoked, or all. */
  onUncertain: () => void;
  onClose: () => void;
};

/**
 * Says how many tokens, and which, would be revoked, and revokes them. Where nobody has picked them one by one, the number
 * has to be typed: it is what one would not have expected.
 */
export const RevokeDialog = ({
  revocation,
  onRevoked,
  onUncertain,
  onClose,
}: RevokeDialogProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const { addAlert } = useAlerts();
  const {
    data: found,
    error: failure,
    isFetching,
    refetch,
  } = useQuery(
    useCallback((signal: AbortSignal) => countOf(client, revocation, signal), [client, revocation]),
  );
  const {
    isBusy,
    error: refusal,
    change,
    close,
  } = useChange(() => {
    refetch();
    onUncertain();
  }, onClose);
  const error = refusal ?? failure;
  const [typed, setTyped] = useState("");
  const isAsked = revocation.kind === "matching" && !!found?.count;
  const isCounted = !!found?.count && !failure && !isFetching;

  const revoke = () =>
    change(async () => {
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
      isDisabled={!isCounted || (isAsked && typed.trim() !== String(found.count))}
      error={error && t(errorMessage(error.code))}
      errorAction={
        failure && (
          <Button variant="link" isInline onClick={refetch} data-testid="try-again">
            {t("apiTokensTryAgain")}
          </Button>
        )
      }
      onAction={() => void revoke()}
      onClose={close}
    >
      {!found && !failure && <Loading />}
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
      return t("apiTokensRevokeMatching");
    }
    return t(found.more ? "apiTokensRevokeTitleMore" : "apiTokensRevokeTitleMany", found);
  }
};

import { Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useMutation } from "../../../../shared/ui/useMutation";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { errorMessages } from "../rest/errorMessages";

type RevokeDialogProps = {
  token: ApiToken;
  onRevoked: () => void;
  onClose: () => void;
};

export const RevokeDialog = ({ token, onRevoked, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const { client } = useApiTokens();
  const { isBusy, error, mutate } = useMutation();

  const revoke = () =>
    mutate(async () => {
      await client.revoke(token.id);
      onRevoked();
    });

  return (
    <ActionDialog
      name="revoke"
      title={t("apiTokensRevokeTitle", { name: token.name })}
      action={t("apiTokensRevoke")}
      isDanger
      isBusy={isBusy}
      error={error && t(errorMessages[error.code])}
      onAction={() => void revoke()}
      onClose={onClose}
    >
      <TextContent>
        <Text>{t("apiTokensRevokeText")}</Text>
      </TextContent>
    </ActionDialog>
  );
};

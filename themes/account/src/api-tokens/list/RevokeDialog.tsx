import { Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { ChangeDialog } from "./ChangeDialog";
import { useTokenMutation } from "./useTokenMutation";

type RevokeDialogProps = {
  token: ApiToken;
  onRevoked: () => void;
  onClose: () => void;
};

export const RevokeDialog = ({ token, onRevoked, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const { client } = useApiTokens();
  const { isBusy, error, mutate } = useTokenMutation();

  const revoke = () =>
    mutate(async () => {
      await client.revoke(token.id);
      onRevoked();
    });

  return (
    <ChangeDialog
      name="revoke"
      title={t("apiTokensRevokeTitle", { name: token.name })}
      action={t("apiTokensRevoke")}
      isDanger
      isBusy={isBusy}
      error={error}
      onAction={() => void revoke()}
      onClose={onClose}
    >
      <TextContent>
        <Text>{t("apiTokensRevokeText")}</Text>
      </TextContent>
    </ChangeDialog>
  );
};

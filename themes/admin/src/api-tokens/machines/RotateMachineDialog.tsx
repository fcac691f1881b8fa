import { Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useMutation } from "../../../../shared/ui/useMutation";
import type { ApiToken, IssuedApiToken } from "../rest/apiToken";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { machineMessages } from "./machineMessages";
import { useHeldWhile } from "./useHeldWhile";

type RotateMachineDialogProps = {
  token: ApiToken;
  onRotated: (token: IssuedApiToken) => void;
  onClose: () => void;
};

/** Gives a machine's token another secret; it lives as long again. */
export const RotateMachineDialog = ({ token, onRotated, onClose }: RotateMachineDialogProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const { isBusy, error, mutate } = useMutation();
  useHeldWhile(isBusy);

  return (
    <ActionDialog
      name="rotate"
      title={t("apiTokensRotateTitle", { name: token.name })}
      action={t("apiTokensRotate")}
      isBusy={isBusy}
      error={error && t(machineMessages[error.code] ?? errorMessage(error.code))}
      onAction={() => void mutate(async () => onRotated(await client.rotate(token.id)))}
      onClose={onClose}
    >
      <TextContent>
        <Text>{t("apiTokensRotateText", { client: token.clientId })}</Text>
      </TextContent>
    </ActionDialog>
  );
};

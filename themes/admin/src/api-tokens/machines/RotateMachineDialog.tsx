import { Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import type { ApiToken, IssuedApiToken } from "../rest/apiToken";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { useChange } from "../rest/useChange";
import { machineMessages } from "./machineMessages";
import { useHeldWhile } from "./useHeldWhile";

type RotateMachineDialogProps = {
  token: ApiToken;
  onRotated: (token: IssuedApiToken) => void;
  /** Hears that it may have another secret, which nobody has seen. */
  onUncertain: () => void;
  onClose: () => void;
};

/** Gives a machine's token another secret; it lives as long again. */
export const RotateMachineDialog = ({
  token,
  onRotated,
  onUncertain,
  onClose,
}: RotateMachineDialogProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const { isBusy, error, change, close } = useChange(onUncertain, onClose);
  useHeldWhile(isBusy);

  return (
    <ActionDialog
      name="rotate"
      title={t("apiTokensRotateTitle", { name: token.name })}
      action={t("apiTokensRotate")}
      isBusy={isBusy}
      error={error && t(machineMessages[error.code] ?? errorMessage(error.code))}
      onAction={() => void change(async () => onRotated(await client.rotate(token.id)))}
      onClose={close}
    >
      <TextContent>
        <Text>{t("apiTokensRotateText", { client: token.clientId })}</Text>
      </TextContent>
    </ActionDialog>
  );
};

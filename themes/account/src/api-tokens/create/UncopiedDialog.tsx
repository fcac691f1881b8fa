import { Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";

type UncopiedDialogProps = {
  /** Of the token whose secret it is; undefined: the secret is still on its way. */
  name?: string;
  onGoOn: () => void;
  onStay: () => void;
};

/** Asks before a secret is gone that was not copied. */
export const UncopiedDialog = ({ name, onGoOn, onStay }: UncopiedDialogProps) => {
  const { t } = useTranslation();
  return (
    <ActionDialog
      name="go-on"
      title={t("apiTokensUncopiedTitle")}
      action={t("apiTokensUncopiedGoOn")}
      isDanger
      isBusy={false}
      onAction={onGoOn}
      onClose={onStay}
    >
      <TextContent>
        <Text>
          {name === undefined ? t("apiTokensIssuingText") : t("apiTokensUncopiedText", { name })}
        </Text>
      </TextContent>
    </ActionDialog>
  );
};

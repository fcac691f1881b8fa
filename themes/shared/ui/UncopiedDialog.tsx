import { Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "./ActionDialog";

type UncopiedDialogProps = {
  /** What would be lost. */
  text: string;
  onGoOn: () => void;
  onStay: () => void;
};

/** Asks before a secret is gone that was not copied. */
export const UncopiedDialog = ({ text, onGoOn, onStay }: UncopiedDialogProps) => {
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
        <Text>{text}</Text>
      </TextContent>
    </ActionDialog>
  );
};

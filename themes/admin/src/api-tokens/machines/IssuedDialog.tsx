import { Alert, Button, ClipboardCopy, Modal, Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { IssuedApiToken } from "../rest/apiToken";

type IssuedDialogProps = { token: IssuedApiToken; onClose: () => void };

/** The one place that shows a machine's token. */
export const IssuedDialog = ({ token, onClose }: IssuedDialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      isOpen
      variant="small"
      title={t("apiTokensIssuedTitle", { name: token.name })}
      onClose={onClose}
      data-testid="issued-dialog"
      actions={[
        <Button key="close" variant="primary" onClick={onClose} data-testid="close-issued">
          {t("apiTokensDone")}
        </Button>,
      ]}
    >
      <TextContent>
        <Text>{t("apiTokensIssuedText", { client: token.clientId })}</Text>
      </TextContent>
      <Alert isInline variant="warning" component="p" title={t("apiTokensCopyNow")} />
      <ClipboardCopy
        isReadOnly
        isCode
        className="pf-v5-u-mt-md"
        hoverTip={t("apiTokensCopy")}
        clickTip={t("apiTokensCopied")}
        textAriaLabel={t("apiTokensToken")}
        data-testid="issued-token"
      >
        {token.token}
      </ClipboardCopy>
    </Modal>
  );
};

import { Alert, Button, Modal, Text, TextContent } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiToken, type ApiTokens, codeOf, type ErrorCode } from "./apiTokens";
import { errorMessages } from "./messages";

type RevokeDialogProps = {
  api: ApiTokens;
  token: ApiToken;
  onRevoked: (token: ApiToken) => void;
  onClose: () => void;
};

export const RevokeDialog = ({ api, token, onRevoked, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ErrorCode>();

  async function revoke() {
    setBusy(true);
    setRefusal(undefined);
    try {
      await api.revoke(token.id);
      onRevoked(token);
    } catch (error) {
      setRefusal(codeOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal
      isOpen
      variant="small"
      title={t("apiTokensRevokeTitle", { name: token.name })}
      titleIconVariant="warning"
      titleLabel={t("apiTokensWarning")}
      onClose={onClose}
      data-testid="revoke-dialog"
      actions={[
        <Button
          key="revoke"
          variant="danger"
          isLoading={isBusy}
          isDisabled={isBusy}
          onClick={() => void revoke()}
          data-testid="confirm-revoke"
        >
          {t("apiTokensRevoke")}
        </Button>,
        <Button key="cancel" variant="link" onClick={onClose}>
          {t("apiTokensCancel")}
        </Button>,
      ]}
    >
      {refusal && (
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          component="p"
          title={t(errorMessages[refusal])}
        />
      )}
      <TextContent>
        <Text>{t("apiTokensRevokeText")}</Text>
      </TextContent>
    </Modal>
  );
};

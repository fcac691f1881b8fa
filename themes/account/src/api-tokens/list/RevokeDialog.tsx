import { Alert, Button, Modal, Text, TextContent } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { useChange } from "../../../../shared/ui/useChange";
import { type ApiToken, type ApiTokens, codeOf } from "../rest/apiTokens";
import { errorMessages } from "../create/messages";

type RevokeDialogProps = {
  api: ApiTokens;
  token: ApiToken;
  onRevoked: (token: ApiToken) => void;
  onClose: () => void;
};

export const RevokeDialog = ({ api, token, onRevoked, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const { isBusy, refusal, make } = useChange(codeOf);

  const revoke = () =>
    make(async () => {
      await api.revoke(token.id);
      onRevoked(token);
    });

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

import "../tokens/api-tokens.css";

import { Button, Modal, Text, TextContent, TextInput } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../../shared/ui/CopyButton";
import { labelClose } from "../../../../shared/ui/labelClose";
import { OnCopied } from "../../../../shared/ui/onCopied";
import { UncopiedDialog } from "../../../../shared/ui/UncopiedDialog";
import { useLeaveGuard } from "../../../../shared/ui/useLeaveGuard";
import { Notice } from "../../../../shared/ui/Notice";
import type { IssuedApiToken } from "../rest/apiToken";

type IssuedDialogProps = { token: IssuedApiToken; onClose: () => void };

/** The one place that shows a machine's token. Who closes or leaves it without having copied that is asked first. */
export const IssuedDialog = ({ token, onClose }: IssuedDialogProps) => {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const leaving = useLeaveGuard(!isCopied);
  const close = () => (isCopied ? onClose() : setAsking(true));

  // In its place, for of two dialogs one on top of the other Escape would close both.
  if (isAsking || leaving.state === "blocked") {
    return (
      <UncopiedDialog
        text={t("apiTokensUncopiedText", { name: token.name })}
        onGoOn={() => {
          leaving.proceed?.();
          onClose();
        }}
        onStay={() => {
          leaving.reset?.();
          setAsking(false);
        }}
      />
    );
  }
  return (
    <Modal
      isOpen
      variant="small"
      title={t("apiTokensIssuedTitle", { name: token.name })}
      onClose={close}
      data-testid="issued-dialog"
      actions={[
        <Button key="close" variant="primary" onClick={close} data-testid="close-issued">
          {t("apiTokensDone")}
        </Button>,
      ]}
    >
      <TextContent>
        <Text>{t("apiTokensIssuedText", { client: token.clientId })}</Text>
      </TextContent>
      <Notice variant="warning" title={t("apiTokensCopyNow")} />
      <div
        ref={labelClose(t("apiTokensClose"))}
        className="pf-v5-u-mt-md"
        onCopy={() => setCopied(true)}
        data-testid="issued-token"
      >
        <TextInput
          className="pf-v5-u-mb-sm"
          readOnlyVariant="default"
          dir="ltr"
          aria-label={t("apiTokensToken")}
          value={token.token}
        />
        <OnCopied.Provider value={() => setCopied(true)}>
          <CopyButton text={token.token} label={t("apiTokensToken")} />
        </OnCopied.Provider>
      </div>
    </Modal>
  );
};

import { Button, Modal } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { ApiToken } from "../rest/apiToken";
import { TokenDetails } from "./TokenDetails";

type DetailsDialogProps = { token: ApiToken; onClose: () => void };

export const DetailsDialog = ({ token, onClose }: DetailsDialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      isOpen
      variant="medium"
      title={t("apiTokensDetails", { name: token.name })}
      onClose={onClose}
      data-testid="details-dialog"
      actions={[
        <Button key="close" variant="primary" onClick={onClose}>
          {t("apiTokensClose")}
        </Button>,
      ]}
    >
      <TokenDetails token={token} />
    </Modal>
  );
};

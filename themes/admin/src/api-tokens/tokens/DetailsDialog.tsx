import { Button, Modal } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { labelClose } from "../../../../shared/ui/labelClose";
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
      <div ref={labelClose(t("apiTokensClose"))}>
        <TokenDetails token={token} />
      </div>
    </Modal>
  );
};

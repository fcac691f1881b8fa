import { Alert, Button, Form, Modal } from "@patternfly/react-core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../../../shared/ui/useChange";
import { type ApiToken, type ApiTokens, codeOf } from "../rest/apiTokens";
import { errorMessages, fieldOf, nameFaultMessages } from "../create/messages";
import { NameField } from "../create/NameField";
import { faultOf } from "../create/tokenName";

type RenameDialogProps = {
  api: ApiTokens;
  token: ApiToken;
  onRenamed: (renamed: ApiToken) => void;
  onClose: () => void;
};

const FORM = "rename-token";

export const RenameDialog = ({ api, token, onRenamed, onClose }: RenameDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(token.name);
  const { isBusy, refusal, make, forget } = useChange(codeOf);
  const fault = faultOf(name);
  const refusalText = refusal && t(errorMessages[refusal]);
  const isAboutName = refusal && fieldOf(refusal) === "name";

  function rename(event: FormEvent) {
    event.preventDefault();
    if (!fault && !isBusy) {
      void make(async () => onRenamed(await api.rename(token.id, name.trim())));
    }
  }

  return (
    <Modal
      isOpen
      variant="small"
      title={t("apiTokensRenameTitle", { name: token.name })}
      onClose={onClose}
      data-testid="rename-dialog"
      actions={[
        <Button
          key="rename"
          type="submit"
          form={FORM}
          variant="primary"
          isLoading={isBusy}
          isAriaDisabled={isBusy}
          data-testid="confirm-rename"
        >
          {t("apiTokensRename")}
        </Button>,
        <Button key="cancel" variant="link" onClick={onClose}>
          {t("apiTokensCancel")}
        </Button>,
      ]}
    >
      <Form id={FORM} onSubmit={rename} noValidate>
        {refusal && !isAboutName && (
          <Alert isInline isLiveRegion variant="danger" component="p" title={refusalText} />
        )}
        <NameField
          id="api-token-new-name"
          value={name}
          fault={isAboutName ? refusalText : fault && t(nameFaultMessages[fault])}
          onChange={(typed) => {
            setName(typed);
            forget();
          }}
        />
      </Form>
    </Modal>
  );
};

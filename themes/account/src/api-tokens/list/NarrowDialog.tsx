import { Alert, Button, Form, Modal } from "@patternfly/react-core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Access,
  distinctScopes,
  faultOfAccess,
  limitsOf,
  scopesOf,
  serversOf,
} from "../create/access";
import { AccessField } from "../create/AccessField";
import { type ApiToken, type ApiTokens, codeOf, type ResourceServer } from "../rest/apiTokens";
import { accessFaultMessages, errorMessages } from "../create/messages";
import { useChange } from "../../../../shared/ui/useChange";

type NarrowDialogProps = {
  api: ApiTokens;
  token: ApiToken;
  servers: ResourceServer[];
  onNarrowed: (narrowed: ApiToken) => void;
  onClose: () => void;
};

const FORM = "narrow-token";

/** Takes access from a token. */
export const NarrowDialog = ({ api, token, servers, onNarrowed, onClose }: NarrowDialogProps) => {
  const { t } = useTranslation();
  const present = serversOf(token, servers);
  const [access, setAccess] = useState<Access>({
    isLimited: true,
    resources: present.map(({ id }) => id),
    scopes: distinctScopes(present).map(({ name }) => name),
  });
  const { isBusy, refusal, make, forget } = useChange(codeOf);
  const fault = faultOfAccess(access, scopesOf(access, present), present);

  function narrow(event: FormEvent) {
    event.preventDefault();
    if (!fault && !isBusy) {
      void make(async () => onNarrowed(await api.narrow(token.id, limitsOf(access, present))));
    }
  }

  return (
    <Modal
      isOpen
      variant="small"
      title={t("apiTokensNarrowTitle", { name: token.name })}
      onClose={onClose}
      data-testid="narrow-dialog"
      actions={[
        <Button
          key="narrow"
          type="submit"
          form={FORM}
          variant="primary"
          isLoading={isBusy}
          isAriaDisabled={isBusy}
          data-testid="confirm-narrow"
        >
          {t("apiTokensNarrow")}
        </Button>,
        <Button key="cancel" variant="link" onClick={onClose}>
          {t("apiTokensCancel")}
        </Button>,
      ]}
    >
      <Form id={FORM} onSubmit={narrow} noValidate>
        <Alert isInline variant="warning" component="p" title={t("apiTokensNarrowText")} />
        {refusal && (
          <Alert
            isInline
            isLiveRegion
            variant="danger"
            component="p"
            title={t(errorMessages[refusal])}
          />
        )}
        <AccessField
          id="api-token-less"
          value={access}
          servers={present}
          allowsFull={false}
          fault={fault && t(accessFaultMessages[fault])}
          onChange={(chosen) => {
            setAccess(chosen);
            forget();
          }}
        />
      </Form>
    </Modal>
  );
};

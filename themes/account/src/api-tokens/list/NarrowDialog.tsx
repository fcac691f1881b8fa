import { Alert } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useMutation } from "../../../../shared/ui/useMutation";
import {
  type Access,
  distinctScopes,
  faultOfAccess,
  limitsOf,
  scopesOf,
  serversOf,
} from "../create/access";
import { AccessField } from "../create/AccessField";
import { accessFaultMessages } from "../create/faultMessages";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { errorMessages } from "../rest/errorMessages";

type NarrowDialogProps = {
  token: ApiToken;
  onNarrowed: (narrowed: ApiToken) => void;
  onClose: () => void;
};

/** Takes access from a token. */
export const NarrowDialog = ({ token, onNarrowed, onClose }: NarrowDialogProps) => {
  const { t } = useTranslation();
  const { client, servers } = useApiTokens();
  const present = serversOf(token, servers);
  const [access, setAccess] = useState<Access>({
    isLimited: true,
    resources: present.map(({ id }) => id),
    scopes: distinctScopes(present).map(({ name }) => name),
  });
  const { isBusy, error, mutate, reset } = useMutation();
  const fault = faultOfAccess(access, scopesOf(access, present), present);

  function narrow() {
    if (!fault) {
      void mutate(async () => onNarrowed(await client.narrow(token.id, limitsOf(access, present))));
    }
  }

  return (
    <ActionDialog
      name="narrow"
      title={t("apiTokensNarrowTitle", { name: token.name })}
      action={t("apiTokensNarrow")}
      isBusy={isBusy}
      error={error && t(errorMessages[error.code])}
      onAction={narrow}
      onClose={onClose}
    >
      <Alert isInline variant="warning" component="p" title={t("apiTokensNarrowText")} />
      <AccessField
        id="api-token-less"
        value={access}
        servers={present}
        allowsFull={false}
        fault={fault && t(accessFaultMessages[fault])}
        onChange={(chosen) => {
          setAccess(chosen);
          reset();
        }}
      />
    </ActionDialog>
  );
};

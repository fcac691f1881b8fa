import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { useMutation } from "../../../../shared/ui/useMutation";
import { faultOf as faultOfDescription } from "../create/description";
import { DescriptionField } from "../create/DescriptionField";
import { nameFaultMessages } from "../create/faultMessages";
import { NameField } from "../create/NameField";
import { faultOf } from "../create/tokenName";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { errorMessages, fieldOf } from "../rest/errorMessages";

type RenameDialogProps = {
  token: ApiToken;
  onRenamed: (renamed: ApiToken) => void;
  onClose: () => void;
};

export const RenameDialog = ({ token, onRenamed, onClose }: RenameDialogProps) => {
  const { t } = useTranslation();
  const { client } = useApiTokens();
  const [name, setName] = useState(token.name);
  const [description, setDescription] = useState(token.description ?? "");
  const { isBusy, error, mutate, reset } = useMutation();
  const fault = faultOf(name);
  const errorText = error && t(errorMessages[error.code]);
  const isAboutName = error && fieldOf(error.code) === "name";

  function rename() {
    if (!fault && !faultOfDescription(description)) {
      void mutate(async () => onRenamed(await client.rename(token.id, name.trim(), description)));
    }
  }

  return (
    <ActionDialog
      name="rename"
      title={t("apiTokensRenameTitle", { name: token.name })}
      action={t("apiTokensRename")}
      isBusy={isBusy}
      error={isAboutName ? undefined : errorText}
      onAction={rename}
      onClose={onClose}
    >
      <NameField
        id="api-token-new-name"
        value={name}
        fault={isAboutName ? errorText : fault && t(nameFaultMessages[fault])}
        onChange={(typed) => {
          setName(typed);
          reset();
        }}
      />
      <DescriptionField
        id="api-token-new-description"
        value={description}
        onChange={(typed) => {
          setDescription(typed);
          reset();
        }}
      />
    </ActionDialog>
  );
};

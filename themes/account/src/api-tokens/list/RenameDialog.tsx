import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf as faultOfDescription } from "../create/description";
import { DescriptionField } from "../create/DescriptionField";
import { nameFaultMessages } from "../create/faultMessages";
import { NameField } from "../create/NameField";
import { faultOf } from "../create/tokenName";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { errorMessages, fieldOf } from "../rest/errorMessages";
import { ChangeDialog } from "./ChangeDialog";
import { useTokenMutation } from "./useTokenMutation";

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
  const { isBusy, error, mutate, reset } = useTokenMutation();
  const fault = faultOf(name);
  const isAboutName = error && fieldOf(error.code) === "name";

  function rename() {
    if (!fault && !faultOfDescription(description)) {
      void mutate(async () => onRenamed(await client.rename(token.id, name.trim(), description)));
    }
  }

  return (
    <ChangeDialog
      name="rename"
      title={t("apiTokensRenameTitle", { name: token.name })}
      action={t("apiTokensRename")}
      isBusy={isBusy}
      error={isAboutName ? undefined : error}
      onAction={rename}
      onClose={onClose}
    >
      <NameField
        id="api-token-new-name"
        value={name}
        fault={isAboutName ? t(errorMessages[error.code]) : fault && t(nameFaultMessages[fault])}
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
    </ChangeDialog>
  );
};

import { useAccountAlerts } from "@keycloak/keycloak-account-ui";
import { useTranslation } from "react-i18next";
import type { ApiToken, CreatedApiToken } from "../rest/apiToken";
import { NarrowDialog } from "./NarrowDialog";
import { RenameDialog } from "./RenameDialog";
import { RevokeDialog } from "./RevokeDialog";
import { RotateDialog } from "./RotateDialog";
import type { TokenAction } from "./tokenActions";

/** The dialog that is open. */
export type TokenDialogState = { action: TokenAction; token: ApiToken };

type TokenDialogProps = {
  dialog: TokenDialogState;
  /** Hears of a token that has another name, or less access. */
  onChanged: (changed: ApiToken) => void;
  onRotated: (rotated: CreatedApiToken) => void;
  onRevoked: (token: ApiToken) => void;
  onClose: () => void;
};

/** The dialog for one action on one token, which closes once it is done. */
export const TokenDialog = ({
  dialog: { action, token },
  onChanged,
  onRotated,
  onRevoked,
  onClose,
}: TokenDialogProps) => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();

  const changed = (message: string) => (now: ApiToken) => {
    onChanged(now);
    onClose();
    addAlert(t(message, { name: now.name }));
  };

  function rotated(now: CreatedApiToken) {
    onClose();
    onRotated(now);
  }

  function revoked() {
    onClose();
    addAlert(t("apiTokensRevokedAlert", { name: token.name }));
    onRevoked(token);
  }

  switch (action) {
    case "rename":
      return (
        <RenameDialog token={token} onRenamed={changed("apiTokensRenamed")} onClose={onClose} />
      );
    case "narrow":
      return (
        <NarrowDialog token={token} onNarrowed={changed("apiTokensNarrowed")} onClose={onClose} />
      );
    case "rotate":
    case "renew":
      return <RotateDialog token={token} onRotated={rotated} onClose={onClose} />;
    case "revoke":
      return <RevokeDialog token={token} onRevoked={revoked} onClose={onClose} />;
  }
};

import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "../../../../shared/rest/errorCodes";
import { useApiTokens } from "./ApiTokensContext";

/** What can be done about an error beside trying again: undefined when nothing can. */
export function useErrorAction() {
  const { t } = useTranslation();
  const { onSignIn, onReauthenticate } = useApiTokens();
  const helps: Partial<Record<ErrorCode, () => void>> = {
    signed_out: onSignIn,
    reauthentication_required: onReauthenticate,
  };

  return (code: ErrorCode) =>
    helps[code] && (
      <Button variant="link" isInline onClick={helps[code]} data-testid="sign-in">
        {t("apiTokensSignIn")}
      </Button>
    );
}

import { Bullseye, Spinner } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Failure } from "../../../shared/ui/Failure";
import { useIsSlow } from "../../../shared/ui/useIsSlow";
import type { ErrorCode } from "./rest/adminApiTokens";
import { errorMessages } from "./rest/messages";

/** Said instead of an answer that has not come yet, if it takes its time. */
export const Loading = () => {
  const { t } = useTranslation();
  return useIsSlow(true) ? (
    <Bullseye data-testid="loading">
      <Spinner aria-label={t("apiTokensLoading")} />
    </Bullseye>
  ) : null;
};

/** Said instead of an answer that could not be had. */
export const NoAnswer = ({ code, onTryAgain }: { code: ErrorCode; onTryAgain: () => void }) => {
  const { t } = useTranslation();
  return (
    <Failure
      title={t("apiTokensFailed")}
      text={t(errorMessages[code])}
      action={t("apiTokensTryAgain")}
      onAction={onTryAgain}
    />
  );
};

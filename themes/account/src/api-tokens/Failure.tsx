import { useTranslation } from "react-i18next";
import type { RestError } from "../../../shared/rest/RestError";
import { LoadError } from "../../../shared/ui/LoadError";
import { errorMessages } from "./rest/errorMessages";

type FailureProps = {
  error: RestError;
  /** What is said of the error; what is said everywhere when left out. */
  message?: string;
  onSignIn: () => void;
  onTryAgain: () => void;
};

/** Said instead of what could not be loaded: a login helps where the session is over, and elsewhere perhaps another attempt. */
export const Failure = ({
  error: { code },
  message = errorMessages[code],
  onSignIn,
  onTryAgain,
}: FailureProps) => {
  const { t } = useTranslation();
  return code === "signed_out" ? (
    <LoadError text={t(message)} action={t("apiTokensSignIn")} onAction={onSignIn} />
  ) : (
    <LoadError text={t(message)} onAction={onTryAgain} />
  );
};

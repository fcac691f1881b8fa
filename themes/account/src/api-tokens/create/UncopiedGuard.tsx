import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { UncopiedDialog } from "../../../../shared/ui/UncopiedDialog";
import { useLeaveGuard } from "../../../../shared/ui/useLeaveGuard";
import { isApiTokensPath } from "../../shell/paths";
import type { Issued } from "./issued";

type UncopiedGuardProps = {
  issued: Issued[];
  /** Whether one more is on its way. */
  isIssuing: boolean;
};

/** Asks whoever leaves the API Tokens page without having copied a secret that is at hand, or before one is there. */
export const UncopiedGuard = ({ issued, isIssuing }: UncopiedGuardProps) => {
  const { t } = useTranslation();
  const uncopied = issued.find(({ isCopied }) => !isCopied);
  const isAtRisk = isIssuing || uncopied !== undefined;
  const leaving = useLeaveGuard(isAtRisk, (path) => !isApiTokensPath(path));

  useEffect(() => {
    // What was on its way was refused, and there is something to read about that.
    if (!isAtRisk && leaving.state === "blocked") {
      leaving.reset();
    }
  }, [isAtRisk, leaving]);

  return isAtRisk && leaving.state === "blocked" ? (
    <UncopiedDialog
      text={
        uncopied
          ? t("apiTokensUncopiedText", { name: uncopied.token.name })
          : t("apiTokensIssuingText")
      }
      onGoOn={leaving.proceed}
      onStay={leaving.reset}
    />
  ) : null;
};

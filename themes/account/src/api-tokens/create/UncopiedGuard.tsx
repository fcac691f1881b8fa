import { useEffect } from "react";
import { useBlocker } from "react-router-dom";
import { isApiTokensPath } from "../../shell/paths";
import type { Issued } from "./issued";
import { UncopiedDialog } from "./UncopiedDialog";

type UncopiedGuardProps = {
  issued: Issued[];
  /** Whether one more is on its way. */
  isIssuing: boolean;
};

/** Asks whoever leaves the API Tokens page without having copied a secret that is at hand, or before one is there. */
export const UncopiedGuard = ({ issued, isIssuing }: UncopiedGuardProps) => {
  const uncopied = issued.find(({ isCopied }) => !isCopied);
  const isAtRisk = isIssuing || uncopied !== undefined;
  const leaving = useBlocker(
    ({ nextLocation }) => isAtRisk && !isApiTokensPath(nextLocation.pathname),
  );

  useEffect(() => {
    // The browser asks in words of its own.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    if (isAtRisk) {
      window.addEventListener("beforeunload", ask);
    }
    return () => window.removeEventListener("beforeunload", ask);
  }, [isAtRisk]);

  useEffect(() => {
    // What was on its way was refused, and there is something to read about that.
    if (!isAtRisk && leaving.state === "blocked") {
      leaving.reset();
    }
  }, [isAtRisk, leaving]);

  return isAtRisk && leaving.state === "blocked" ? (
    <UncopiedDialog name={uncopied?.token.name} onGoOn={leaving.proceed} onStay={leaving.reset} />
  ) : null;
};

import { useEffect } from "react";
import { useBlocker } from "react-router-dom";
import { isApiTokensPath } from "../../shell/paths";
import type { Issued } from "./issued";
import { UncopiedDialog } from "./UncopiedDialog";

/** Asks whoever leaves the API Tokens page without having copied a secret that is at hand. */
export const UncopiedGuard = ({ issued }: { issued: Issued[] }) => {
  const uncopied = issued.find(({ isCopied }) => !isCopied);
  const isAtRisk = uncopied !== undefined;
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

  return uncopied && leaving.state === "blocked" ? (
    <UncopiedDialog name={uncopied.token.name} onGoOn={leaving.proceed} onStay={leaving.reset} />
  ) : null;
};

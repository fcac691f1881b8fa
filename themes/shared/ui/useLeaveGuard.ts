import { useEffect } from "react";
import { useBlocker } from "react-router-dom";

/**
 * Holds whoever leaves as long as something would be lost by it: on the way to another page until it is said whether to go on,
 * and before the browser leaves altogether, which it asks about in words of its own.
 */
export function useLeaveGuard(
  isAtRisk: boolean,
  isElsewhere: (path: string) => boolean = () => true,
) {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    if (isAtRisk) {
      window.addEventListener("beforeunload", ask);
    }
    return () => window.removeEventListener("beforeunload", ask);
  }, [isAtRisk]);

  return useBlocker(({ nextLocation }) => isAtRisk && isElsewhere(nextLocation.pathname));
}

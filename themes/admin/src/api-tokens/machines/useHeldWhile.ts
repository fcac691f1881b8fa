import { useEffect } from "react";
import { useLeaveGuard } from "../../../../shared/ui/useLeaveGuard";

/** Lets nobody leave while a secret is on its way: it is in that one answer. */
export function useHeldWhile(isUnderWay: boolean) {
  const leaving = useLeaveGuard(isUnderWay);
  useEffect(() => {
    if (leaving.state === "blocked") {
      leaving.reset();
    }
  }, [leaving]);
}

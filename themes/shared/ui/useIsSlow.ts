import { useEffect, useState } from "react";

const PATIENCE_MILLIS = 200;

/** Whether something has been going on for so long that people should see that it does. */
export function useIsSlow(isGoingOn: boolean) {
  const [isSlow, setSlow] = useState(false);

  useEffect(() => {
    const timer = isGoingOn ? setTimeout(() => setSlow(true), PATIENCE_MILLIS) : undefined;
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isGoingOn]);

  return isGoingOn && isSlow;
}

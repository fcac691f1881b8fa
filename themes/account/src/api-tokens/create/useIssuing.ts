import { useCallback, useEffect, useRef, useState } from "react";
import type { CreatedApiToken } from "../rest/apiToken";

/** Asks for a secret, and hands it on unless the page has been left meanwhile, where nobody could show it. */
export type Issue = (
  ask: () => Promise<CreatedApiToken>,
  onIssued: (token: CreatedApiToken) => void,
) => Promise<void>;

/** How secrets are asked for, and whether one is on its way, which can be shown only here. */
export function useIssuing() {
  const [underWay, setUnderWay] = useState(0);
  const isThere = useRef(false);

  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);

  const issue: Issue = useCallback(async (ask, onIssued) => {
    setUnderWay((count) => count + 1);
    try {
      const token = await ask();
      if (isThere.current) {
        onIssued(token);
      }
    } finally {
      setUnderWay((count) => count - 1);
    }
  }, []);

  return { issue, isIssuing: underWay > 0 };
}

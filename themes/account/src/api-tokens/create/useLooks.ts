import { useEffect, useState } from "react";

/** How often is looked, in milliseconds. */
const LOOK_EVERY = 3000;

/** How often altogether, which takes five minutes: each look keeps the person's session alive, be they there or not. */
const MOST_LOOKS = 100;

/**
 * Looks again and again as long as something is waited for and somebody may see it, for some minutes.
 *
 * @param look has to be the same function as long as it looks at the same
 */
export function useLooks(isWaiting: boolean, look: (signal: AbortSignal) => void) {
  const [hasEnded, setEnded] = useState(false);

  useEffect(() => {
    if (!isWaiting || hasEnded) {
      return;
    }
    const controller = new AbortController();
    let looks = 0;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") {
        look(controller.signal);
      }
      if (++looks === MOST_LOOKS) {
        clearInterval(timer);
        setEnded(true);
      }
    }, LOOK_EVERY);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [isWaiting, hasEnded, look]);

  return { hasEnded: isWaiting && hasEnded, again: () => setEnded(false) };
}

import { useState } from "react";

/**
 * A change that the server is asked for: whether it is going on, and why the server did not make it, as `refusalOf` reads
 * what was thrown.
 */
export function useChange<R>(refusalOf: (error: unknown) => R) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<R>();

  async function make(change: () => Promise<void>) {
    setBusy(true);
    setRefusal(undefined);
    try {
      await change();
    } catch (error) {
      setRefusal(() => refusalOf(error));
    }
    setBusy(false);
  }

  return { isBusy, refusal, make, forget: () => setRefusal(undefined) };
}

import { useState } from "react";
import { type AdminApiError, errorOf } from "./adminApiTokens";

/** A change that the server is asked for: whether it is going on, and why the server did not make it. */
export function useChange() {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AdminApiError>();

  async function make(change: () => Promise<void>) {
    setBusy(true);
    setRefusal(undefined);
    try {
      await change();
    } catch (error) {
      setRefusal(errorOf(error));
    }
    setBusy(false);
  }

  return { isBusy, refusal, make, forget: () => setRefusal(undefined) };
}

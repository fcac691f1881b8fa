import { useState } from "react";
import { codeOf, type ErrorCode } from "./apiTokens";

/** A change that a dialog asks the server for: whether it is going on, and why the server did not make it. */
export function useChange() {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ErrorCode>();

  async function make(change: () => Promise<void>) {
    setBusy(true);
    setRefusal(undefined);
    try {
      await change();
    } catch (error) {
      setRefusal(codeOf(error));
      setBusy(false);
    }
  }

  return { isBusy, refusal, make, forget: () => setRefusal(undefined) };
}

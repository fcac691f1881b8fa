import { useRef, useState } from "react";
import { RestError } from "../rest/RestError";

/** A change that the server is asked for: whether it is going on, and why the server did not make it. */
export function useMutation() {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<RestError>();
  // A second click comes before the first one's state is rendered.
  const busy = useRef(false);

  /** Makes the change, unless one is going on. Why it failed, if it did, is the answer and in `error`. */
  async function mutate(change: () => Promise<void>) {
    if (busy.current) {
      return undefined;
    }
    busy.current = true;
    setBusy(true);
    setError(undefined);
    const failure = await change().then(() => undefined, RestError.of);
    busy.current = false;
    setBusy(false);
    setError(failure);
    return failure;
  }

  return { isBusy, error, mutate, reset: () => setError(undefined) };
}

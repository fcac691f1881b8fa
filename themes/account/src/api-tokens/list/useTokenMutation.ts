import { useEffect, useRef } from "react";
import { useMutation } from "../../../../shared/ui/useMutation";
import { fieldOf } from "../rest/errorMessages";
import { useTokens } from "./TokensContext";

/**
 * {@link useMutation} for what changes the list. The server may have made a change whose answer was lost: the list is read again
 * when that may be so, and once more when nobody tries any longer.
 */
export function useTokenMutation() {
  const { onStale } = useTokens();
  const mutation = useMutation();
  const hasFailed = useRef(false);

  useEffect(
    () => () => {
      if (hasFailed.current) {
        onStale();
      }
    },
    [onStale],
  );

  async function mutate(change: () => Promise<void>) {
    const failure = await mutation.mutate(change);
    if (failure) {
      hasFailed.current = true;
      // What is wrong with a field is known before anything is changed.
      if (fieldOf(failure.code) === "form") {
        onStale();
      }
    }
    return failure;
  }

  return { ...mutation, mutate };
}

import { useRef } from "react";
import { useMutation } from "../../../../shared/ui/useMutation";

/**
 * A change that a dialog asks for. What failed may have been done all the same, or in part: what is shown is asked for again
 * then, and once more when the dialog is closed, for by then the server may be there again.
 *
 * @param onUncertain asks for what is shown
 */
export function useChange(onUncertain: () => void, onClose: () => void) {
  const { mutate, ...mutation } = useMutation();
  const isUncertain = useRef(false);

  async function change(make: () => Promise<void>) {
    const failure = await mutate(make);
    if (failure) {
      isUncertain.current = true;
      onUncertain();
    }
  }

  function close() {
    if (isUncertain.current) {
      onUncertain();
    }
    onClose();
  }

  return { ...mutation, change, close };
}

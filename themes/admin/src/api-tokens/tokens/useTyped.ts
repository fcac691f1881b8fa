import { useState } from "react";
import { isWholeToken } from "../rest/filter";

/** What is typed until it is applied. A whole token is not looked for: it would be in the address of the request. */
export function useTyped(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState(value);
  const [applied, setApplied] = useState(value);
  const isToken = isWholeToken(typed);

  if (applied !== value) {
    setApplied(value);
    setTyped(value);
  }

  function apply(text: string) {
    if (!isWholeToken(text)) {
      onChange(text.trim());
    }
  }

  return { typed, setTyped, isToken, apply };
}

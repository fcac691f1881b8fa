import { createContext } from "react";

/** Hears that something of what is around was copied by a button. */
export const OnCopied = createContext<() => void>(() => undefined);

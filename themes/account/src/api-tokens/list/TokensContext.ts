import { createContext, useContext } from "react";
import type { Issued } from "../create/issued";
import type { Issue } from "../create/useIssuing";
import type { ApiToken } from "../rest/apiToken";
import type { Look } from "./look";

type TokensContextValue = {
  /** All that are active, and of those that have ended the latest. */
  tokens: ApiToken[];
  /** Changes the tokens as they are by then. */
  onChange: (change: (tokens: ApiToken[]) => ApiToken[]) => void;
  /** Hears that they may be others by now, and reads them again. */
  onStale: () => void;
  /** Brings more of those that have ended, where there are more. */
  onMore?: () => Promise<void>;
  /** Those whose secrets are at hand. */
  issued: Issued[];
  /** Changes them as they are by then. */
  onIssued: (change: (issued: Issued[]) => Issued[]) => void;
  /** Asks for one more; until it is there, nobody leaves unasked. */
  issue: Issue;
  /** How the list is looked at, which is the same after a look at one token. */
  look: Look;
  onLook: (look: Look) => void;
};

/** The person's tokens, which all pages of them have in common. */
export const TokensContext = createContext<TokensContextValue | undefined>(undefined);

export function useTokens() {
  const value = useContext(TokensContext);
  if (!value) {
    throw new Error("There is no TokensContext around this.");
  }
  return value;
}

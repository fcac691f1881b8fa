import { createContext, useContext } from "react";
import type { ResourceServer, Settings } from "./apiToken";
import type { ApiTokensClient } from "./ApiTokensClient";

type ApiTokensContextValue = {
  client: ApiTokensClient;
  /** What the realm allows. */
  limits: Omit<Settings, "resourceServers">;
  /** Where tokens may be used. */
  servers: ResourceServer[];
  /** Leaves the page for a login, as there is no session any more. */
  onSignIn: () => void;
  /** Leaves the page for a login that is young enough for what the server refused. */
  onReauthenticate: () => void;
};

/** What all parts of the page work with. */
export const ApiTokensContext = createContext<ApiTokensContextValue | undefined>(undefined);

export function useApiTokens() {
  const value = useContext(ApiTokensContext);
  if (!value) {
    throw new Error("There is no ApiTokensContext around this.");
  }
  return value;
}

import { createContext, useContext } from "react";
import type { AdminApiTokensClient } from "./AdminApiTokensClient";

/** The admin REST of the realm that the section shows. */
export const ClientContext = createContext<AdminApiTokensClient | undefined>(undefined);

export function useClient() {
  const client = useContext(ClientContext);
  if (!client) {
    throw new Error("There is no ClientContext around this.");
  }
  return client;
}

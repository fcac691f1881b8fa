import type { Schemas } from "../../../../shared/rest/contract";

/** A token as the admin REST shows it. */
export type ApiToken = Schemas["AdminApiToken"];

/** The one answer that holds the secret. */
export type IssuedApiToken = Schemas["IssuedAdminApiToken"];

/** A token to be made for the service account of a client; what is left out is not limited, or not said. */
export type MachineToken = Schemas["NewMachineToken"];

/** Whether the admin may give it another secret, which brings an expired one back. */
export const isRotatable = ({ status, access }: ApiToken) => status !== "revoked" && access.rotate;

/** Whether the admin may revoke a token that has not ended. */
export const isRevocable = ({ status, access }: ApiToken) =>
  (status === "active" || status === "blocked") && access.revoke;

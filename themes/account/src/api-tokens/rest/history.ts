import type { Schemas } from "../../../../shared/rest/contract";

/** What happened to a token, the newest first. */
export type History = Schemas["History"];

export type TokenEvent = Schemas["TokenEvent"];

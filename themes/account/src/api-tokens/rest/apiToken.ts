import type { Schemas } from "../../../../shared/rest/contract";

/** A token as the account REST shows it. */
export type ApiToken = Schemas["ApiToken"];

/** The one answer that holds the secret. */
export type CreatedApiToken = Schemas["IssuedApiToken"];

export type ResourceServer = Schemas["ResourceServer"];

/** A client scope that a token may be limited to, in the person's words. */
export type Scope = Schemas["Scope"];

/** What a token is limited to; a member that is not there: not limited. */
export type TokenLimits = { scopes?: string[]; resources?: string[]; addresses?: string[] };

/** What holds for the person, and where their tokens can be used. */
export type Settings = Schemas["Limits"];

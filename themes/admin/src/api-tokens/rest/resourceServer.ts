import type { Schemas } from "../../../../shared/rest/contract";

/** A resource server as the admin REST shows it. */
export type ResourceServer = Schemas["AdminResourceServer"];

/** What introspection would say. */
export type Trial = Schemas["Trial"];

import type { Schemas } from "./contract";

/** The closed list of codes that the REST interfaces answer with; see docs/api.md. */
export const serverCodes = [
  "invalid_name",
  "name_in_use",
  "invalid_expiration",
  "expiration_required",
  "expiration_too_far",
  "unknown_scope",
  "unknown_resource",
  "too_many_tokens",
  "role_required",
  "reauthentication_required",
  "client_not_allowed",
  "impersonation_not_allowed",
  "not_found",
  "invalid_request",
  "temporarily_unavailable",
] as const satisfies readonly Schemas["Error"]["error"][];

type ServerCode = (typeof serverCodes)[number];

/** Why a call failed: what the server said, or what happened before any of its own words. */
export type ErrorCode = ServerCode | "forbidden" | "signed_out" | "unreachable" | "unexpected";

export const isServerCode = (code: unknown): code is ServerCode =>
  (serverCodes as readonly unknown[]).includes(code);

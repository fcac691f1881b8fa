import type { ResourceServer } from "../rest/apiToken";

/** Stands for the token where there is none to show. */
export const PLACEHOLDER = "<your-token>";

/** The header that authorizes a call. */
export const authorization = (token: string) => `Authorization: Bearer ${token}`;

/** A resource server whose address is known. */
export type PublishedServer = ResourceServer & { endpoint: string };

export const isPublished = (server: ResourceServer): server is PublishedServer =>
  Boolean(server.endpoint);

/** A resource server that can be called, as it is told to a client of it. */
export type Connection = {
  /** What clients call it: letters, digits, hyphens. */
  name: string;
  /** What people call it. */
  label: string;
  type: string;
  url: string;
  /** The environment variable that holds its token. */
  variable: string;
  /** What a dialog that asks for its token is called. */
  input: string;
  token: string;
};

/**
 * Describes a resource server to its clients, by names that no other resource server has: one client has several of them in
 * the same file, and the tokens differ.
 *
 * @param token the token, or undefined for a placeholder
 */
export function connectionTo(
  { id, name: label, type, endpoint }: PublishedServer,
  token: string = PLACEHOLDER,
): Connection {
  const name = nameFor(id);
  return {
    name,
    label,
    type,
    url: endpoint,
    // The beginning keeps clear of what forges and shells call their own, like GITHUB_TOKEN or CI_JOB_TOKEN.
    variable: `API_TOKEN_${name.replaceAll("-", "_").toUpperCase()}`,
    input: `api-token-${name}`,
    token,
  };
}

/** What a server's transport is called. */
export function transportOf(type: string) {
  switch (type) {
    case "mcp":
      return "apiTokensTransportMcp" as const;
    case "graphql":
      return "apiTokensTransportGraphql" as const;
    default:
      return "apiTokensTransportHttp" as const;
  }
}

/** The client id, where it is a name by itself; else what is left of it, and what tells it from others of which the same is left. */
function nameFor(id: string) {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    return id;
  }
  const words = id.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return ["api", ...words, hash(id)].join("-");
}

/** FNV-1a, which is short and no secret's business. */
function hash(text: string) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, "0");
}

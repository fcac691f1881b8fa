/** What the admin REST of Keycloak has of a client, as far as it matters here. */
export type Client = {
  id?: string;
  clientId?: string;
  publicClient?: boolean;
  bearerOnly?: boolean;
  protocol?: string;
  baseUrl?: string;
  attributes?: Record<string, unknown>;
};

/** The form for a resource server. */
export type ServerDraft = {
  clientId: string;
  isTaking: boolean;
  type: string;
  address: string;
  check: boolean;
  exchange: boolean;
};

export const types = ["graphql", "mcp", "http"] as const;

export const noServer: ServerDraft = {
  clientId: "",
  isTaking: true,
  type: "http",
  address: "",
  check: false,
  exchange: false,
};

/** Whether a client can be one: introspection is for those that can prove who they are. */
export const isConfidential = ({ publicClient, bearerOnly, protocol }: Client) =>
  !publicClient && !bearerOnly && (protocol ?? "openid-connect") === "openid-connect";

const isOn = (client: Client, name: string) => client.attributes?.[`api-tokens.${name}`] === "true";

/** The form, as it is for a client now. One that is none yet is about to become one. */
export const draftOf = (client: Client): ServerDraft => ({
  clientId: client.clientId ?? "",
  isTaking: true,
  type: types.find((type) => type === client.attributes?.["api-tokens.type"]) ?? "http",
  address: client.baseUrl ?? "",
  check: isOn(client, "check"),
  exchange: isOn(client, "exchange"),
});

/** The client with what the form says. An empty text is how an attribute is taken away; all others stay. */
export const withDraft = <C extends Client>(client: C, draft: ServerDraft): C => ({
  ...client,
  baseUrl: draft.address.trim(),
  attributes: {
    ...client.attributes,
    "api-tokens.enabled": draft.isTaking ? "true" : "",
    "api-tokens.type": draft.type,
    "api-tokens.check": draft.check ? "true" : "",
    "api-tokens.exchange": draft.exchange ? "true" : "",
  },
});

import { type Access, distinctScopes, isFull, limitsOf, serversOf } from "../create/access";
import type { ApiToken, ResourceServer, TokenLimits } from "../rest/apiToken";

/** What a token may be used for now, in the terms of the form. */
export function accessOf(token: ApiToken, servers: ResourceServer[]): Access {
  const present = serversOf(token, servers);
  return {
    isLimited: !isFull(token),
    resources: present.map(({ id }) => id),
    scopes: distinctScopes(present).map(({ name }) => name),
  };
}

/**
 * What becomes less by what is chosen. What stays as it is, is not among it: full access is not limited to what there is today
 * because somebody chose networks.
 */
export function lessOf(
  token: ApiToken,
  access: Access,
  networks: string[],
  servers: ResourceServer[],
): TokenLimits {
  const before = accessOf(token, servers);
  const isLess =
    access.isLimited &&
    (!before.isLimited ||
      !isSame(access.resources, before.resources) ||
      !isSame(access.scopes, before.scopes));
  return {
    ...(isLess && limitsOf(access, serversOf(token, servers))),
    ...(!isSame(networks, token.addresses) && { addresses: networks }),
  };
}

const isSame = (some: string[], others: string[]) =>
  some.length === others.length && some.every((one) => others.includes(one));

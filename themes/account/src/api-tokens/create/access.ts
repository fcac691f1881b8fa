import type { ApiToken, ResourceServer, Scope } from "../rest/apiToken";
import type { Limits } from "./expiration";

/** What a token may be used for: everything, or what is listed. */
export type Access = {
  isLimited: boolean;
  /** Ids of resource servers. */
  resources: string[];
  /** Names of scopes. One name is one scope, whichever resource servers have it. */
  scopes: string[];
};

export type AccessFault = "server_missing" | "scope_missing";

export const FULL: Access = { isLimited: false, resources: [], scopes: [] };

/** What is chosen at first: limits, where the realm or a resource server asks for them. */
export const initialAccess = (allowsFull: boolean, servers: ResourceServer[]): Access => ({
  ...FULL,
  isLimited: !allowsFull || servers.some(({ limitedOnly }) => limitedOnly),
});

/** What is wrong with an access, if anything is. */
export function faultOfAccess(
  { isLimited, resources }: Access,
  scopes: string[],
  servers: ResourceServer[],
): AccessFault | undefined {
  if (!isLimited) {
    return undefined;
  }
  const chosen = servers.filter(({ id }) => resources.includes(id));
  if (chosen.length === 0) {
    return "server_missing";
  }
  // No scopes would not be none, but all of them.
  return scopes.length === 0 &&
    chosen.some((server) => server.scopes.some(({ name }) => !isOfOrganization(name)))
    ? "scope_missing"
    : undefined;
}

/** Whether the scope is one of Keycloak's for one organization of the person's. */
const isOfOrganization = (scope: string) => scope.startsWith("organization:");

/** The scopes with one more, or without it. Of organizations, a token can be limited to one. */
export function withScope(scopes: string[], scope: string, isChosen: boolean) {
  const others = scopes.filter(
    (other) => other !== scope && !(isChosen && isOfOrganization(scope) && isOfOrganization(other)),
  );
  return isChosen ? [...others, scope] : others;
}

/** Those of the chosen scopes that a chosen resource server has. */
export function scopesOf({ resources, scopes }: Access, servers: ResourceServer[]) {
  const offered = servers
    .filter(({ id }) => resources.includes(id))
    .flatMap((server) => server.scopes.map(({ name }) => name));
  return scopes.filter((scope) => offered.includes(scope));
}

/** The access as the server takes it; nothing when it is full. */
export function limitsOf(access: Access, servers: ResourceServer[]) {
  if (!access.isLimited) {
    return {};
  }
  const scopes = scopesOf(access, servers);
  return { resources: access.resources, ...(scopes.length > 0 && { scopes }) };
}

/** The access without what is not, or no longer, on offer. Scopes alone are for each resource server that has one of them. */
export function offered(
  access: Access | undefined,
  servers: ResourceServer[],
  allowsFull: boolean,
): Access {
  if (!access?.isLimited) {
    return initialAccess(allowsFull, servers);
  }
  const isWanted = ({ id, scopes }: ResourceServer) =>
    access.resources.length > 0
      ? access.resources.includes(id)
      : scopes.some(({ name }) => access.scopes.includes(name));
  const resources = servers.filter(isWanted).map(({ id }) => id);
  return {
    isLimited: true,
    resources,
    scopes: scopesOf({ ...access, resources }, servers),
  };
}

/** What the realm allows, and the chosen resource servers with it: the strictest holds. */
export function limitsWith<T extends Limits>(
  limits: T,
  access: Access,
  servers: ResourceServer[],
): T {
  const days = servers
    .filter(({ id }) => access.isLimited && access.resources.includes(id))
    .map(({ maxLifetimeDays }) => maxLifetimeDays)
    .concat(limits.maxLifetimeDays)
    .filter((max) => max !== null);
  return days.length === 0
    ? limits
    : { ...limits, neverExpiresAllowed: false, maxLifetimeDays: Math.min(...days) };
}

/** What holds for a token as it is: what the realm allows, and with it the resource servers that it is limited to. */
export const limitsFor = <T extends Limits>(
  limits: T,
  { resources }: Pick<ApiToken, "resources">,
  servers: ResourceServer[],
) => limitsWith(limits, { isLimited: true, resources, scopes: [] }, servers);

/** Whether a token that is limited to those resource servers, or to none, has to be bound to networks. */
export const needsNetworks = (
  { addressesRequired }: { addressesRequired: boolean },
  resources: string[],
  servers: ResourceServer[],
) =>
  addressesRequired ||
  servers.some((server) => server.addressesRequired && resources.includes(server.id));

const hasNoScopeLimit = ({ scopes, removedScopes }: ApiToken) =>
  scopes.length + removedScopes.length === 0;

const hasNoServerLimit = ({ resources, removedResources }: ApiToken) =>
  resources.length + removedResources.length === 0;

/** Whether the token is limited in no way, not even by what is gone. */
export const isFull = (token: ApiToken) => hasNoScopeLimit(token) && hasNoServerLimit(token);

/** The resource servers that the token may be used at, with those of their scopes that it has. */
export function serversOf(token: ApiToken, servers: ResourceServer[]): ResourceServer[] {
  return servers
    .filter(({ id }) => hasNoServerLimit(token) || token.resources.includes(id))
    .map((server) => ({
      ...server,
      scopes: server.scopes.filter(
        ({ name }) => hasNoScopeLimit(token) || token.scopes.includes(name),
      ),
    }));
}

/** Each scope once, although several resource servers have it. */
export function distinctScopes(servers: ResourceServer[]): Scope[] {
  return [...new Map(servers.flatMap(({ scopes }) => scopes).map((s) => [s.name, s])).values()];
}

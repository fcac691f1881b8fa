import { hasEnded } from "../list/tokens";
import type { ApiToken, ResourceServer, Settings } from "../rest/apiToken";

/** The message that says why a person can't make a token now, whatever they ask for; undefined: they can. */
export function refusalOf(
  limits: Omit<Settings, "resourceServers">,
  servers: ResourceServer[],
  tokens: ApiToken[],
): string | undefined {
  if (!limits.enabled) {
    return "apiTokensSwitchedOff";
  }
  if (limits.lacksRequiredRole) {
    return "apiTokensRoleRequired";
  }
  if (servers.length === 0) {
    return "apiTokensNoResourceServers";
  }
  const active = tokens.filter((token) => !hasEnded(token)).length;
  return active >= limits.maxPerUser ? "apiTokensTooMany" : undefined;
}

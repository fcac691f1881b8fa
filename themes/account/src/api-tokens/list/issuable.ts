import { isFull, needsNetworks } from "../create/access";
import type { ApiToken, ResourceServer, Settings } from "../rest/apiToken";

/** Why a token is blocked that has to be narrowed: another secret would not help it. */
const TO_NARROW = ["not_limited", "address_not_allowed"];

/** Whether the rules of today let a token with that access have another secret; else it has to be narrowed first. */
export const isIssuable = (
  token: ApiToken,
  limits: Pick<Settings, "fullAccessAllowed" | "addressesRequired">,
  servers: ResourceServer[],
) =>
  !TO_NARROW.includes(token.blockedReason ?? "") &&
  (limits.fullAccessAllowed || !isFull(token)) &&
  (token.addresses.length > 0 || !needsNetworks(limits, token.resources, servers));

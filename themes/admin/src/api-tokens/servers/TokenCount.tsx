import { useRealm } from "@keycloak/keycloak-admin-ui";
import { useCallback } from "react";
import { Link } from "react-router-dom";
import { useQuery } from "../../../../shared/ui/useQuery";
import { useClient } from "../rest/ClientContext";
import { firstPage, noFilter, parametersOf, type TokenFilter } from "../rest/filter";
import { sectionPath } from "../section";

/** How many tokens that have not ended are limited to a resource server, and the way to them. */
export const TokenCount = ({ clientId }: { clientId: string }) => {
  const { realm } = useRealm();
  const client = useClient();
  const filter: TokenFilter = { ...noFilter, resource: clientId, status: "active" };
  const { data } = useQuery(
    useCallback(
      (signal: AbortSignal) =>
        client.count({ ...noFilter, resource: clientId, status: "active" }, signal),
      [client, clientId],
    ),
  );
  return data ? (
    <Link
      to={{
        pathname: sectionPath(realm, "tokens"),
        search: `${parametersOf({ filter, page: firstPage })}`,
      }}
    >
      {data.count}
      {data.more && "+"}
    </Link>
  ) : null;
};

import { useCallback } from "react";
import { useQuery } from "../../../../shared/ui/useQuery";
import { FilterLink } from "../overview/FilterLink";
import { useClient } from "../rest/ClientContext";
import { noFilter, type TokenFilter } from "../rest/filter";

/** How many tokens that have not ended are limited to a resource server, and the way to them. */
export const TokenCount = ({ clientId }: { clientId: string }) => {
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
    <FilterLink filter={filter} testId="count-resource">
      {data.count}
      {data.more && "+"}
    </FilterLink>
  ) : null;
};

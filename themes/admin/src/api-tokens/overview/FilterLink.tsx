import { useRealm } from "@keycloak/keycloak-admin-ui";
import type { PropsWithChildren } from "react";
import { Link } from "react-router-dom";
import { firstPage, parametersOf, type TokenFilter } from "../rest/filter";
import { sectionPath } from "../section";

type FilterLinkProps = PropsWithChildren<{ filter: TokenFilter; testId: string }>;

/** Leads to what a filter finds. */
export const FilterLink = ({ filter, testId, children }: FilterLinkProps) => {
  const { realm } = useRealm();
  return (
    <Link
      to={{
        pathname: sectionPath(realm, "tokens"),
        search: parametersOf({ filter, page: firstPage }).toString(),
      }}
      data-testid={testId}
    >
      {children}
    </Link>
  );
};

import { useAccess, useAdminClient, useRealm } from "@keycloak/keycloak-admin-ui";
import { PageSection } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "../../../../shared/ui/useQuery";
import { firstPage, noFilter, parametersOf } from "../rest/filter";
import { maySeeTokens, sectionPath } from "../section";

/** On a person's page: the way to their tokens. The stock page can take no tab more. */
const TokensLink = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { adminClient } = useAdminClient();
  const { realm } = useRealm();
  const { hasSomeAccess } = useAccess();
  const { data: user } = useQuery(
    useCallback(() => adminClient.users.findOne({ id: userId }), [adminClient, userId]),
  );
  const filter = { ...noFilter, search: user?.username ?? "" };

  return user && maySeeTokens(hasSomeAccess) ? (
    <PageSection variant="light" className="pf-v5-u-pb-0">
      <Link
        to={{
          pathname: sectionPath(realm, "tokens"),
          search: `${parametersOf({ filter, page: firstPage })}`,
        }}
        data-testid="tokens-of-person"
      >
        {t("apiTokens")}
      </Link>
    </PageSection>
  ) : null;
};

export default TokensLink;

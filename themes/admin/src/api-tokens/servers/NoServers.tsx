import { useRealm } from "@keycloak/keycloak-admin-ui";
import { PageSection } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Notice } from "../../../../shared/ui/Notice";
import { useClient } from "../rest/ClientContext";
import { sectionPath } from "../section";

/** Said above the tokens of a realm in which no token can be used, or made: what is to be done first, and where. */
export const NoServers = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const client = useClient();
  const { data } = useQuery(client.servers);
  return data?.length === 0 ? (
    <PageSection variant="light" className="pf-v5-u-pb-0">
      <Notice variant="info" title={t("apiTokensNoServers")}>
        <p>{t("apiTokensNoServersText")}</p>
        <Link to={sectionPath(realm, "servers")} data-testid="to-servers">
          {t("apiTokensServers")}
        </Link>
      </Notice>
    </PageSection>
  ) : null;
};

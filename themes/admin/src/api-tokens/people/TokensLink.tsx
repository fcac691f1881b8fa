import { useAccess } from "@keycloak/keycloak-admin-ui";
import { PageSection } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { FilterLink } from "../overview/FilterLink";
import { noFilter } from "../rest/filter";
import { maySeeTokens } from "../section";

/** On a person's page: the way to their tokens. The stock page can take no tab more. */
const TokensLink = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { hasSomeAccess } = useAccess();
  return maySeeTokens(hasSomeAccess) ? (
    <PageSection variant="light" className="pf-v5-u-pb-0">
      <FilterLink filter={{ ...noFilter, userId }} testId="tokens-of-person">
        {t("apiTokens")}
      </FilterLink>
    </PageSection>
  ) : null;
};

export default TokensLink;

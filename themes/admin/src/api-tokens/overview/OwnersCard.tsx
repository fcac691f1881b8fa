import { Card, CardBody, CardTitle } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import { dateLocale } from "../../../../shared/ui/dates";
import type { TopOwners } from "../rest/AdminApiTokensClient";
import type { TokenFilter } from "../rest/filter";
import { FilterLink } from "./FilterLink";

type OwnersCardProps = { top: TopOwners; filter: TokenFilter };

/** Who has most of the tokens that the filter finds, or of the newest of them. */
export const OwnersCard = ({ top: { owners, counted, more }, filter }: OwnersCardProps) => {
  const { t, i18n } = useTranslation();
  const number = counted.toLocaleString(dateLocale(i18n.language));
  return (
    <Card isCompact isFlat>
      <CardTitle component="h2">{t("apiTokensTopOwners")}</CardTitle>
      <CardBody>
        {more && <p data-testid="owners-of">{t("apiTokensTopOwnersOf", { number })}</p>}
        <Table variant="compact" borders={false} aria-label={t("apiTokensTopOwners")}>
          <Thead>
            <Tr>
              <Th>{t("apiTokensPerson")}</Th>
              <Th>{t("apiTokensTokens")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {owners.map(({ userId, username, count }) => (
              <Tr key={userId} data-testid="owner">
                <Td dataLabel={t("apiTokensPerson")} modifier="breakWord">
                  {username ?? t("apiTokensPersonGone")}
                </Td>
                <Td dataLabel={t("apiTokensTokens")}>
                  <FilterLink filter={{ ...filter, userId }} testId="count-owner">
                    {count.toLocaleString(dateLocale(i18n.language))}
                  </FilterLink>
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
};

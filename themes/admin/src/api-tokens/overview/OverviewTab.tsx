import { Grid, GridItem, PageSection } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { LoadError } from "../../../../shared/ui/LoadError";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { noFilter } from "../rest/filter";
import { NumbersCard } from "./NumbersCard";
import { numbersOf } from "./numbers";
import { OwnersCard } from "./OwnersCard";

const notEnded = { ...noFilter, status: "active" } as const;

/** How many tokens of which kind a realm has. Each number is what its filter finds, counted as the list counts it. */
const OverviewTab = () => {
  const { t } = useTranslation();
  const client = useClient();
  const { data, error, refetch } = useQuery(
    useCallback(
      async (signal: AbortSignal) => {
        const groups = numbersOf(new Date());
        const [top, ...counts] = await Promise.all([
          client.owners(notEnded, signal),
          ...groups
            .flatMap(({ numbers }) => numbers)
            .map(async ({ id, filter }) => [id, await client.count(filter, signal)] as const),
        ]);
        return { groups, top, counts: new Map(counts) };
      },
      [client],
    ),
  );

  if (error) {
    return <LoadError text={t(errorMessage(error.code))} onAction={refetch} />;
  }
  if (!data) {
    return <Loading />;
  }
  return (
    <PageSection variant="light" data-testid="overview">
      <Grid hasGutter md={6} xl={4}>
        {data.groups.map((group) => (
          <NumbersCard key={group.title} group={group} counts={data.counts} />
        ))}
        {data.top.owners.length > 0 && (
          <GridItem span={12}>
            <OwnersCard top={data.top} filter={notEnded} />
          </GridItem>
        )}
      </Grid>
    </PageSection>
  );
};

export default OverviewTab;

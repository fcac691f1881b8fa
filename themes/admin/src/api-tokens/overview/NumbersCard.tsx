import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { dateLocale } from "../../../../shared/ui/dates";
import type { BoundedCount } from "../rest/AdminApiTokensClient";
import { FilterLink } from "./FilterLink";
import type { Group } from "./numbers";

type NumbersCardProps = { group: Group; counts: ReadonlyMap<string, BoundedCount> };

/** Numbers, each of which leads to the tokens that it counts. */
export const NumbersCard = ({ group, counts }: NumbersCardProps) => {
  const { t, i18n } = useTranslation();
  const told = ({ count, more }: BoundedCount) => {
    const number = count.toLocaleString(dateLocale(i18n.language));
    return more ? t("apiTokensMoreThan", { number }) : number;
  };
  return (
    <Card isCompact isFlat isFullHeight>
      <CardTitle component="h2">{t(group.title)}</CardTitle>
      <CardBody>
        <DescriptionList isHorizontal isCompact horizontalTermWidthModifier={{ default: "20ch" }}>
          {group.numbers.map(({ id, label, days, filter }) => {
            const count = counts.get(id);
            return (
              <DescriptionListGroup key={id}>
                <DescriptionListTerm>{t(label, { days })}</DescriptionListTerm>
                <DescriptionListDescription>
                  <FilterLink filter={filter} testId={`count-${id}`}>
                    {count && told(count)}
                  </FilterLink>
                </DescriptionListDescription>
              </DescriptionListGroup>
            );
          })}
        </DescriptionList>
        {group.note && <p className="pf-v5-u-mt-md">{t(group.note)}</p>}
      </CardBody>
    </Card>
  );
};

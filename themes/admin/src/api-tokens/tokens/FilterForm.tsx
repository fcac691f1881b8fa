import {
  Checkbox,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Grid,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { TokenFilter } from "../rest/filter";
import { DayFilter } from "./DayFilter";
import { ResourceFilter } from "./ResourceFilter";
import { filterMessages } from "./statusMessages";
import { TextFilter } from "./TypedFilter";

type FilterFormProps = { filter: TokenFilter; onChange: (changed: Partial<TokenFilter>) => void };

/** What else to look for. What is chosen applies at once, what is typed when Enter is pressed, a day also when its field is left. */
export const FilterForm = ({ filter, onChange }: FilterFormProps) => {
  const { t } = useTranslation();

  const day = (member: "createdBefore" | "unusedSince" | "expiresBefore", label: string) => (
    <FormGroup label={label} fieldId={`filter-${member}`}>
      <DayFilter
        id={`filter-${member}`}
        value={filter[member]}
        onChange={(value) => onChange({ [member]: value })}
      />
    </FormGroup>
  );

  return (
    <Form
      onSubmit={(event) => event.preventDefault()}
      role="search"
      aria-label={t("apiTokensFilter")}
      className="pf-v5-u-mb-md"
    >
      <Grid hasGutter sm={6} lg={4} xl2={3}>
        <FormGroup label={t("apiTokensStatus")} fieldId="filter-status">
          <FormSelect
            id="filter-status"
            value={filter.status}
            onChange={(_, status) => onChange({ status: status as TokenFilter["status"] })}
          >
            <FormSelectOption value="" label={t("apiTokensAnyStatus")} />
            {Object.entries(filterMessages).map(([status, message]) => (
              <FormSelectOption key={status} value={status} label={t(message)} />
            ))}
          </FormSelect>
        </FormGroup>
        <FormGroup label={t("apiTokensResource")} fieldId="filter-resource">
          <ResourceFilter value={filter.resource} onChange={(resource) => onChange({ resource })} />
        </FormGroup>
        <FormGroup label={t("apiTokensUserId")} fieldId="filter-userId">
          <TextFilter
            id="filter-userId"
            help={t("apiTokensUserIdHelp")}
            value={filter.userId}
            onChange={(userId) => onChange({ userId })}
          />
        </FormGroup>
        {day("createdBefore", t("apiTokensCreatedBefore"))}
        {day("unusedSince", t("apiTokensUnusedSince"))}
        {day("expiresBefore", t("apiTokensExpiresBefore"))}
        <Checkbox
          id="filter-neverExpires"
          label={t("apiTokensNeverExpiring")}
          isChecked={filter.neverExpires === "true"}
          onChange={(_, isChecked) => onChange({ neverExpires: isChecked ? "true" : "" })}
        />
      </Grid>
    </Form>
  );
};

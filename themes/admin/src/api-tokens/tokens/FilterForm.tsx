import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  Grid,
  GridItem,
  HelperText,
  HelperTextItem,
  SearchInput,
  TextInput,
} from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isFiltered, isWholeToken, noFilter, type TokenFilter } from "../rest/filter";
import { filterMessages } from "./statusMessages";

type FilterFormProps = {
  filter: TokenFilter;
  onChange: (changed: Partial<TokenFilter>) => void;
};

/** What to look for. Dates and the status apply at once, what is typed when Enter is pressed. */
export const FilterForm = ({ filter, onChange }: FilterFormProps) => {
  const { t } = useTranslation();

  const day = (member: "unusedSince" | "expiresBefore", label: string) => (
    <FormGroup label={label} fieldId={`filter-${member}`}>
      <TextInput
        id={`filter-${member}`}
        type="date"
        value={filter[member]}
        onChange={(_, value) => onChange({ [member]: value })}
      />
    </FormGroup>
  );

  return (
    <Form
      onSubmit={(event) => event.preventDefault()}
      role="search"
      aria-label={t("apiTokensFilter")}
    >
      <Grid hasGutter sm={6} lg={4} xl2={2}>
        <GridItem xl2={4}>
          <FormGroup label={t("apiTokensSearch")} fieldId="filter-search">
            <TypedFilter
              id="filter-search"
              help={t("apiTokensSearchHelp")}
              value={filter.search}
              onChange={(search) => onChange({ search })}
            />
          </FormGroup>
        </GridItem>
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
          <TypedFilter
            id="filter-resource"
            help={t("apiTokensResourceHelp")}
            value={filter.resource}
            onChange={(resource) => onChange({ resource })}
          />
        </FormGroup>
        {day("unusedSince", t("apiTokensUnusedSince"))}
        {day("expiresBefore", t("apiTokensExpiresBefore"))}
        {isFiltered(filter) && (
          <GridItem span={12}>
            <Button
              variant="link"
              isInline
              onClick={() => onChange(noFilter)}
              data-testid="clear-filter"
            >
              {t("apiTokensClearFilter")}
            </Button>
          </GridItem>
        )}
      </Grid>
    </Form>
  );
};

type TypedFilterProps = {
  id: string;
  help: string;
  value: string;
  onChange: (value: string) => void;
};

/** A text to look for. A whole token is not looked for: it would be in the address of the request. */
const TypedFilter = ({ id, help, value, onChange }: TypedFilterProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [applied, setApplied] = useState(value);
  const isToken = isWholeToken(typed);

  if (applied !== value) {
    setApplied(value);
    setTyped(value);
  }

  return (
    <>
      <SearchInput
        searchInputId={id}
        value={typed}
        aria-describedby={`${id}-help`}
        resetButtonLabel={t("apiTokensClear")}
        submitSearchButtonLabel={t("apiTokensSearch")}
        onChange={(_, changed) => setTyped(changed)}
        onSearch={() => {
          if (!isToken) {
            onChange(typed.trim());
          }
        }}
        onClear={() => onChange("")}
      />
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          <HelperTextItem variant={isToken ? "warning" : "default"} hasIcon={isToken}>
            {isToken ? t("apiTokensWholeToken") : help}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </>
  );
};

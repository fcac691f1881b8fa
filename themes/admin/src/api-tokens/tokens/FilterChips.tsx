import { Button, Chip, Flex, FlexItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { TokenFilter } from "../rest/filter";
import { conditionsOf, useConditionText } from "./conditions";

type FilterChipsProps = {
  filter: TokenFilter;
  onChange: (changed: Partial<TokenFilter>) => void;
  onClear: () => void;
};

/** What the list is narrowed by, to be taken away one by one or all at once. */
export const FilterChips = ({ filter, onChange, onClear }: FilterChipsProps) => {
  const { t } = useTranslation();
  const textOf = useConditionText();
  const conditions = conditionsOf(filter);
  return conditions.length > 0 ? (
    <Flex
      className="pf-v5-u-mb-md"
      data-testid="filter-chips"
      spaceItems={{ default: "spaceItemsSm" }}
    >
      {conditions.map((condition) => (
        <FlexItem key={condition.member} data-testid={`chip-${condition.member}`}>
          <Chip
            textMaxWidth="24rem"
            closeBtnAriaLabel={t("apiTokensRemove")}
            onClick={() => onChange({ [condition.member]: "" })}
          >
            {textOf(condition)}
          </Chip>
        </FlexItem>
      ))}
      <FlexItem>
        <Button variant="link" isInline onClick={onClear} data-testid="clear-filter">
          {t("apiTokensClearFilter")}
        </Button>
      </FlexItem>
    </Flex>
  ) : null;
};

import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

type NoTokensProps = { isFiltered: boolean; onClear: () => void };

/** Shown when there are none at all, or none that match. */
export const NoTokens = ({ isFiltered, onClear }: NoTokensProps) => {
  const { t } = useTranslation();
  return (
    <EmptyState data-testid="no-tokens">
      <EmptyStateHeader
        headingLevel="h2"
        titleText={t(isFiltered ? "apiTokensNoMatch" : "apiTokensNone")}
      />
      <EmptyStateBody>
        {t(isFiltered ? "apiTokensNoMatchText" : "apiTokensNoneText")}
      </EmptyStateBody>
      {isFiltered && (
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="link" onClick={onClear}>
              {t("apiTokensClearFilter")}
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
};

/** Shown when the tokens of the last page have gone while it was looked at. */
export const EmptyPage = ({ onBack }: { onBack: () => void }) => {
  const { t } = useTranslation();
  return (
    <EmptyState>
      <EmptyStateHeader headingLevel="h2" titleText={t("apiTokensEmptyPage")} />
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="link" onClick={onBack}>
            {t("apiTokensLastPage")}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
};

import {
  Bullseye,
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  EmptyStateIcon,
  Spinner,
} from "@patternfly/react-core";
import { ExclamationCircleIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";
import { useIsSlow } from "../../../shared/useIsSlow";
import type { ErrorCode } from "./adminApiTokens";
import { errorMessages } from "./messages";

/** Said instead of an answer that has not come yet, if it takes its time. */
export const Loading = () => {
  const { t } = useTranslation();
  return useIsSlow(true) ? (
    <Bullseye data-testid="loading">
      <Spinner aria-label={t("apiTokensLoading")} />
    </Bullseye>
  ) : null;
};

/** Said instead of an answer that could not be had. */
export const Failure = ({ code, onTryAgain }: { code: ErrorCode; onTryAgain: () => void }) => {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState data-testid="failure">
        <EmptyStateHeader
          headingLevel="h2"
          titleText={t("apiTokensFailed")}
          icon={<EmptyStateIcon icon={ExclamationCircleIcon} />}
        />
        <EmptyStateBody>{t(errorMessages[code])}</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button onClick={onTryAgain} data-testid="try-again">
              {t("apiTokensTryAgain")}
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </div>
  );
};

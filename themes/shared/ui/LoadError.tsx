import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  EmptyStateIcon,
} from "@patternfly/react-core";
import { ExclamationCircleIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

type LoadErrorProps = {
  text: string;
  /** What can be done about it; trying again when left out. */
  action?: string;
  onAction: () => void;
};

/** Said instead of what could not be loaded, with what can be done about it. */
export const LoadError = ({ text, action, onAction }: LoadErrorProps) => {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState data-testid="failure">
        <EmptyStateHeader
          headingLevel="h2"
          titleText={t("apiTokensFailed")}
          icon={<EmptyStateIcon icon={ExclamationCircleIcon} />}
        />
        <EmptyStateBody>{text}</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="primary" onClick={onAction} data-testid="try-again">
              {action ?? t("apiTokensTryAgain")}
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </div>
  );
};

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

type FailureProps = { title: string; text: string; action: string; onAction: () => void };

/** Said instead of what could not be loaded, with what can be done about it. */
export const Failure = ({ title, text, action, onAction }: FailureProps) => (
  <div role="alert">
    <EmptyState data-testid="failure">
      <EmptyStateHeader
        headingLevel="h2"
        titleText={title}
        icon={<EmptyStateIcon icon={ExclamationCircleIcon} />}
      />
      <EmptyStateBody>{text}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="primary" onClick={onAction} data-testid="try-again">
            {action}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  </div>
);

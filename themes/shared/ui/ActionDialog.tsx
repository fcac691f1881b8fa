import { Button, Form, Modal } from "@patternfly/react-core";
import { type FormEvent, type PropsWithChildren, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { BusyButton } from "./BusyButton";
import { Notice } from "./Notice";

type ActionDialogProps = PropsWithChildren<{
  /** Tells the dialog and its button apart from others: `revoke` has `revoke-dialog` and `confirm-revoke`. */
  name: string;
  title: ReactNode;
  /** The verb on the button. */
  action: string;
  /** Whether what is done can't be undone. */
  isDanger?: boolean;
  /** Whether it is under way: until that has ended, the dialog stays, where it is told how it ended. */
  isBusy: boolean;
  /** Whether there is nothing to do, or not yet. */
  isDisabled?: boolean;
  /** Why it was not done. */
  error?: string;
  /** What can be done about the error. */
  errorAction?: ReactNode;
  onAction: () => void;
  onClose: () => void;
}>;

/** Asks before something is done, and for what is needed to do it. */
export const ActionDialog = ({
  name,
  title,
  action,
  isDanger = false,
  isBusy,
  isDisabled = false,
  error,
  errorAction,
  onAction,
  onClose,
  children,
}: ActionDialogProps) => {
  const { t } = useTranslation();
  const form = useId();

  function close() {
    if (!isBusy) {
      onClose();
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    onAction();
  }

  return (
    <Modal
      isOpen
      variant="small"
      title={title}
      titleIconVariant={isDanger ? "warning" : undefined}
      titleLabel={isDanger ? t("apiTokensWarning") : undefined}
      onClose={close}
      // It has a name in English only; Cancel does the same.
      showClose={false}
      // What can't be undone is not what Enter does.
      elementToFocus={isDanger ? `[data-testid="cancel-${name}"]` : undefined}
      data-testid={`${name}-dialog`}
      actions={[
        <BusyButton
          key="action"
          type="submit"
          form={form}
          variant={isDanger ? "danger" : "primary"}
          isBusy={isBusy}
          isDisabled={isDisabled}
          data-testid={`confirm-${name}`}
        >
          {action}
        </BusyButton>,
        <Button
          key="cancel"
          variant="link"
          isAriaDisabled={isBusy}
          onClick={close}
          data-testid={`cancel-${name}`}
        >
          {t("apiTokensCancel")}
        </Button>,
      ]}
    >
      <Form id={form} onSubmit={submit} noValidate>
        {error && <Notice isLiveRegion variant="danger" title={error} actionLinks={errorAction} />}
        {children}
      </Form>
    </Modal>
  );
};

import type { ComponentProps } from "react";
import type { RestError } from "../../../../shared/rest/RestError";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import type { Settings } from "../rest/apiToken";
import { useErrorAction } from "../rest/useErrorAction";
import { useErrorText } from "../rest/useErrorText";

type ChangeDialogProps = Omit<ComponentProps<typeof ActionDialog>, "error" | "errorAction"> & {
  /** Why the change was not made, unless that is said at a field. */
  error?: RestError;
  /** What holds for the token; for the realm when left out. */
  limits?: Pick<Settings, "maxLifetimeDays">;
};

/** Asks for a change of a token, and says why it was not made and what can be done about that. */
export const ChangeDialog = ({ error, limits, ...props }: ChangeDialogProps) => {
  const textOf = useErrorText();
  const actionOf = useErrorAction();
  return (
    <ActionDialog
      {...props}
      error={error && textOf(error.code, limits)}
      errorAction={error && actionOf(error.code)}
    />
  );
};

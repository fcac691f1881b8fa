import type { ApiToken, IssuedApiToken } from "../rest/apiToken";
import { IssuedDialog } from "./IssuedDialog";
import { MachineDialog } from "./MachineDialog";
import { RotateMachineDialog } from "./RotateMachineDialog";

/** What is open: a form, the question before a rotation, or the secret that came of either. */
export type MachineState =
  | { kind: "new"; clientId?: string }
  | { kind: "rotation"; token: ApiToken }
  | { kind: "issued"; token: IssuedApiToken };

type MachineDialogsProps = {
  state: MachineState;
  onState: (state: MachineState) => void;
  /** Hears that a token was made or changed, or may have been. */
  onChanged?: () => void;
  onClose: () => void;
};

/** Makes a machine's token, or gives it another secret, and shows that once. */
export const MachineDialogs = ({
  state,
  onState,
  onChanged = () => undefined,
  onClose,
}: MachineDialogsProps) => {
  const all = { onUncertain: onChanged, onClose };

  function issued(token: IssuedApiToken) {
    onState({ kind: "issued", token });
    onChanged();
  }

  switch (state.kind) {
    case "new":
      return <MachineDialog clientId={state.clientId} onCreated={issued} {...all} />;
    case "rotation":
      return <RotateMachineDialog token={state.token} onRotated={issued} {...all} />;
    case "issued":
      return <IssuedDialog token={state.token} onClose={onClose} />;
  }
};

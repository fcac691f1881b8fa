import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { usePagePath } from "../../shell/usePagePath";
import { withIssued } from "../create/issued";
import type { ApiToken } from "../rest/apiToken";
import { TokenDialog, type TokenDialogState } from "./TokenDialog";
import type { TokenAction } from "./tokenActions";
import { withChanged, withRevoked, withRotated } from "./tokens";
import { useTokens } from "./TokensContext";

/**
 * The dialog for what is done with a token, and what opens it. A secret that comes of it is shown on the token's own page.
 *
 * @param onRevoked hears that a token has ended
 */
export function useTokenDialog(onRevoked?: () => void) {
  const { onChange, onIssued } = useTokens();
  const navigate = useNavigate();
  const page = usePagePath();
  const [dialog, setDialog] = useState<TokenDialogState>();

  return {
    open: (action: TokenAction, token: ApiToken) => setDialog({ action, token }),
    dialog: dialog && (
      <TokenDialog
        dialog={dialog}
        onChanged={(token) => onChange((before) => withChanged(before, token))}
        onRotated={(token) => {
          onChange((before) => withRotated(before, token));
          onIssued((before) => withIssued(before, "rotated", token));
          void navigate(`${page}/${token.id}`);
        }}
        onRevoked={(token) => {
          onChange((before) => withRevoked(before, token, new Date()));
          onRevoked?.();
        }}
        onClose={() => setDialog(undefined)}
      />
    ),
  };
}

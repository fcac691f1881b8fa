import { Button, Title } from "@patternfly/react-core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { UncopiedDialog } from "../../../../shared/ui/UncopiedDialog";
import { usePagePath } from "../../shell/usePagePath";
import { withCopied, without } from "../create/issued";
import { IssuedToken } from "../create/IssuedToken";
import { actionMessages, actionsOf } from "../list/tokenActions";
import { useTokens } from "../list/TokensContext";
import { useTokenDialog } from "../list/useTokenDialog";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { View } from "../View";
import { TokenDetails } from "./TokenDetails";
import { TokenHistory } from "./TokenHistory";

/** What there is to know of a token, its secret while that is at hand, and what can be done with it. */
export const TokenPage = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { limits, servers } = useApiTokens();
  const { issued, onIssued } = useTokens();
  const heading = useRef<HTMLDivElement>(null);
  const { open, dialog } = useTokenDialog(() => {
    // What had the focus is gone, for nothing can be done with the token any more; after the dialog has given it back.
    setTimeout(() => heading.current?.focus());
  });
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const list = usePagePath();
  const secret = issued.find((one) => one.token.id === token.id);

  function close() {
    setAsking(false);
    onIssued((before) => without(before, token.id));
    void navigate(list);
  }

  return (
    <View title={token.name} description={token.description ?? ""} isBelowList>
      {secret && (
        <IssuedToken
          key={secret.token.hint}
          issued={secret}
          onCopied={() => onIssued((before) => withCopied(before, token.id))}
          onClose={() => (secret.isCopied ? close() : setAsking(true))}
        />
      )}
      <section>
        <div ref={heading} tabIndex={-1}>
          <Title headingLevel="h2" size="xl">
            {t("apiTokensDetails")}
          </Title>
        </div>
        <TokenDetails token={token} now={new Date()} />
      </section>
      <div className="api-tokens-detail">
        {actionsOf(token, limits, servers).map((action) => (
          <Button
            key={action}
            variant={action === "revoke" ? "danger" : "secondary"}
            onClick={() => open(action, token)}
            data-testid={action}
          >
            {t(actionMessages[action])}
          </Button>
        ))}
      </div>
      <TokenHistory token={token} />
      {dialog}
      {isAsking && (
        <UncopiedDialog
          text={t("apiTokensUncopiedText", { name: token.name })}
          onGoOn={close}
          onStay={() => setAsking(false)}
        />
      )}
    </View>
  );
};

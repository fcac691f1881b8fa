import { Button } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { blockedMessage } from "../../../../shared/ui/blocked";
import { BusyButton } from "../../../../shared/ui/BusyButton";
import { useMutation } from "../../../../shared/ui/useMutation";
import type { ApiToken, CreatedApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { errorMessages } from "../rest/errorMessages";
import { useLooks } from "./useLooks";

/** Asks whether the token works, and then waits for its first use, for some minutes. */
export const TokenTest = ({ token }: { token: CreatedApiToken }) => {
  const { t } = useTranslation();
  const { client, servers } = useApiTokens();
  const { isBusy, error, mutate } = useMutation();
  const [seen, setSeen] = useState<ApiToken>();
  const isWaiting = seen?.status === "active" && seen.lastUsedAt === token.lastUsedAt;

  const { hasEnded, again } = useLooks(
    isWaiting,
    useCallback(
      (signal) =>
        void client.get(token.id, signal).then(setSeen, () => {
          // The next look may be luckier.
        }),
      [client, token.id],
    ),
  );

  function text() {
    if (error) {
      // It is the token that is no longer taken then, not the person's login.
      return t(error.code === "signed_out" ? "apiTokensBlockedOther" : errorMessages[error.code]);
    }
    if (!seen) {
      return "";
    }
    if (seen.status !== "active") {
      return t(blockedMessage(seen.blockedReason));
    }
    if (hasEnded) {
      return t("apiTokensTestEnded");
    }
    const server = servers.find(({ id }) => id === seen.lastUsedBy)?.name ?? seen.lastUsedBy;
    return isWaiting ? t("apiTokensTestWaiting") : t("apiTokensTestUsed", { server });
  }

  return (
    <div className="api-tokens-detail">
      <BusyButton
        variant="secondary"
        size="sm"
        isBusy={isBusy}
        onClick={() => {
          again();
          void mutate(async () => setSeen(await client.self(token.token)));
        }}
        data-testid="test-token"
      >
        {t("apiTokensTest")}
      </BusyButton>
      <span role="status" data-testid="test-outcome">
        {text()}
      </span>
      {hasEnded && (
        <Button variant="link" isInline onClick={again} data-testid="test-again">
          {t("apiTokensTestAgain")}
        </Button>
      )}
    </div>
  );
};

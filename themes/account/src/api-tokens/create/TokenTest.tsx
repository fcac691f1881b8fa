import { Button } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { blockedMessage } from "../../../../shared/ui/blocked";
import { useMutation } from "../../../../shared/ui/useMutation";
import type { ApiToken, CreatedApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { errorMessages } from "../rest/errorMessages";

/** How often it is looked whether the token was used, in milliseconds. */
const LOOK_EVERY = 3000;

/** Asks whether the token works, and then waits for its first use. */
export const TokenTest = ({ token }: { token: CreatedApiToken }) => {
  const { t } = useTranslation();
  const { client, servers } = useApiTokens();
  const { isBusy, error, mutate } = useMutation();
  const [seen, setSeen] = useState<ApiToken>();
  const isWaiting = seen?.status === "active" && seen.lastUsedAt === token.lastUsedAt;

  useEffect(() => {
    if (!isWaiting) {
      return;
    }
    const controller = new AbortController();
    const look = () =>
      void client.get(token.id, controller.signal).then(setSeen, () => {
        // The next look may be luckier.
      });
    const timer = setInterval(look, LOOK_EVERY);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [client, token.id, isWaiting]);

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
    const server = servers.find(({ id }) => id === seen.lastUsedBy)?.name ?? seen.lastUsedBy;
    return isWaiting ? t("apiTokensTestWaiting") : t("apiTokensTestUsed", { server });
  }

  return (
    <div className="api-tokens-detail">
      <Button
        variant="secondary"
        size="sm"
        isLoading={isBusy}
        isAriaDisabled={isBusy}
        onClick={() => void mutate(async () => setSeen(await client.self(token.token)))}
        data-testid="test-token"
      >
        {t("apiTokensTest")}
      </Button>
      <span role="status" data-testid="test-outcome">
        {text()}
      </span>
    </div>
  );
};

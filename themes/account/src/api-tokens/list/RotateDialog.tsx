import { FormGroup, FormSelect, FormSelectOption, Text, TextContent } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { limitsFor } from "../create/access";
import { asLongAgain, defaultChoice, type Expiration, expiresAt } from "../create/expiration";
import { ExpirationField } from "../create/ExpirationField";
import { expirationFaultMessages } from "../create/faultMessages";
import type { ApiToken, CreatedApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { fieldOf } from "../rest/errorMessages";
import { useErrorText } from "../rest/useErrorText";
import { useTokens } from "./TokensContext";
import { ChangeDialog } from "./ChangeDialog";
import { useTokenMutation } from "./useTokenMutation";

type RotateDialogProps = {
  token: ApiToken;
  onRotated: (rotated: CreatedApiToken) => void;
  onClose: () => void;
};

const GRACE = "api-token-grace";

/** How long the old secret may still work, in seconds. */
const graces = {
  "0": "apiTokensGraceNone",
  "3600": "apiTokensGraceHour",
  "86400": "apiTokensGraceDay",
  "604800": "apiTokensGraceWeek",
};

/** Gives a token another secret. */
export const RotateDialog = ({ token, onRotated, onClose }: RotateDialogProps) => {
  const { t } = useTranslation();
  const { client, limits: realmLimits, servers } = useApiTokens();
  const limits = limitsFor(realmLimits, token, servers);
  const textOf = useErrorText();
  const { issue } = useTokens();
  const [now] = useState(() => new Date());
  const same = asLongAgain(token, limits, now);
  const [expiration, setExpiration] = useState<Expiration>({
    choice: same === undefined ? defaultChoice(limits) : "same",
    date: "",
  });
  const [grace, setGrace] = useState("0");
  // What has expired is over, and gets no grace.
  const isRenewal = token.status === "expired";
  const { isBusy, error, mutate, reset } = useTokenMutation();
  // The server knows best what the same is.
  const end = expiration.choice === "same" ? undefined : expiresAt(expiration, limits, now);
  const isAboutExpiration = error && fieldOf(error.code) === "expiration";

  function rotate() {
    if (typeof end !== "string") {
      const ask = () => client.rotate(token.id, end, Number(grace));
      void mutate(() => issue(ask, onRotated));
    }
  }

  function expirationFault() {
    if (isAboutExpiration) {
      return textOf(error.code, limits);
    }
    return typeof end === "string"
      ? t(expirationFaultMessages[end], { count: limits.maxLifetimeDays ?? undefined })
      : undefined;
  }

  return (
    <ChangeDialog
      name="rotate"
      title={t(isRenewal ? "apiTokensRenewTitle" : "apiTokensRotateTitle", { name: token.name })}
      action={t(isRenewal ? "apiTokensRenew" : "apiTokensRotate")}
      isBusy={isBusy}
      error={isAboutExpiration ? undefined : error}
      limits={limits}
      onAction={rotate}
      onClose={onClose}
    >
      <TextContent>
        <Text>{t(isRenewal ? "apiTokensRenewText" : "apiTokensRotateText")}</Text>
      </TextContent>
      <ExpirationField
        id="api-token-new-expiration"
        value={expiration}
        limits={limits}
        now={now}
        same={same}
        fault={expirationFault()}
        onChange={(chosen) => {
          setExpiration(chosen);
          reset();
        }}
      />
      {!isRenewal && (
        <FormGroup label={t("apiTokensGrace")} fieldId={GRACE}>
          <FormSelect
            id={GRACE}
            value={grace}
            onChange={(_, seconds) => setGrace(seconds)}
            data-testid={GRACE}
          >
            {Object.entries(graces).map(([seconds, key]) => (
              <FormSelectOption key={seconds} value={seconds} label={t(key)} />
            ))}
          </FormSelect>
        </FormGroup>
      )}
    </ChangeDialog>
  );
};

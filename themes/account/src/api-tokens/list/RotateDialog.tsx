import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  Text,
  TextContent,
} from "@patternfly/react-core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiToken, type ApiTokens, codeOf, type CreatedApiToken } from "../rest/apiTokens";
import { defaultChoice, type Expiration, expiresAt, type Limits } from "../create/expiration";
import { ExpirationField } from "../create/ExpirationField";
import { errorMessages, expirationFaultMessages, fieldOf } from "../create/messages";
import { useChange } from "../../../../shared/ui/useChange";

type RotateDialogProps = {
  api: ApiTokens;
  token: ApiToken;
  limits: Limits;
  onRotated: (rotated: CreatedApiToken) => void;
  onReauthenticate: () => void;
  onClose: () => void;
};

const FORM = "rotate-token";
const GRACE = "api-token-grace";

/** How long the old secret may still work, in seconds. */
const graces = {
  "0": "apiTokensGraceNone",
  "3600": "apiTokensGraceHour",
  "86400": "apiTokensGraceDay",
  "604800": "apiTokensGraceWeek",
};

/** Gives a token another secret. */
export const RotateDialog = ({
  api,
  token,
  limits,
  onRotated,
  onReauthenticate,
  onClose,
}: RotateDialogProps) => {
  const { t } = useTranslation();
  const [expiration, setExpiration] = useState<Expiration>({
    choice: defaultChoice(limits),
    date: "",
  });
  const [grace, setGrace] = useState("0");
  const { isBusy, refusal, make, forget } = useChange(codeOf);
  const now = new Date();
  const end = expiresAt(expiration, limits, now);
  const refusalText = refusal && t(errorMessages[refusal], { days: limits.maxLifetimeDays });
  const isAboutExpiration = refusal && fieldOf(refusal) === "expiration";

  function rotate(event: FormEvent) {
    event.preventDefault();
    if (typeof end !== "string" && !isBusy) {
      void make(async () => onRotated(await api.rotate(token.id, end, Number(grace))));
    }
  }

  function expirationFault() {
    if (isAboutExpiration) {
      return refusalText;
    }
    return typeof end === "string"
      ? t(expirationFaultMessages[end], { days: limits.maxLifetimeDays })
      : undefined;
  }

  return (
    <Modal
      isOpen
      variant="small"
      title={t("apiTokensRotateTitle", { name: token.name })}
      onClose={onClose}
      data-testid="rotate-dialog"
      actions={[
        <Button
          key="rotate"
          type="submit"
          form={FORM}
          variant="primary"
          isLoading={isBusy}
          isAriaDisabled={isBusy}
          data-testid="confirm-rotate"
        >
          {t("apiTokensRotate")}
        </Button>,
        <Button key="cancel" variant="link" onClick={onClose}>
          {t("apiTokensCancel")}
        </Button>,
      ]}
    >
      <Form id={FORM} onSubmit={rotate} noValidate>
        {refusal && !isAboutExpiration && (
          <Alert
            isInline
            isLiveRegion
            variant="danger"
            component="p"
            title={refusalText}
            actionLinks={
              refusal === "reauthentication_required" && (
                <Button variant="link" isInline onClick={onReauthenticate}>
                  {t("apiTokensSignIn")}
                </Button>
              )
            }
          />
        )}
        <TextContent>
          <Text>{t("apiTokensRotateText")}</Text>
        </TextContent>
        <ExpirationField
          id="api-token-new-expiration"
          value={expiration}
          limits={limits}
          now={now}
          fault={expirationFault()}
          onChange={(chosen) => {
            setExpiration(chosen);
            forget();
          }}
        />
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
      </Form>
    </Modal>
  );
};

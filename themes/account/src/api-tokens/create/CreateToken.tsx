import { ActionGroup, Alert, Button, Form } from "@patternfly/react-core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Access, faultOfAccess, FULL, limitsOf, offered, scopesOf } from "./access";
import { AccessField } from "./AccessField";
import {
  type ApiTokens,
  codeOf,
  type CreatedApiToken,
  type ErrorCode,
  type ResourceServer,
} from "../rest/apiTokens";
import { allowed, type Draft } from "./draft";
import {
  defaultChoice,
  type Expiration,
  type ExpirationFault,
  expiresAt,
  type Limits,
} from "./expiration";
import { ExpirationField } from "./ExpirationField";
import {
  accessFaultMessages,
  errorMessages,
  expirationFaultMessages,
  fieldOf,
  nameFaultMessages,
} from "./messages";
import { NameField } from "./NameField";
import { faultOf, type NameFault } from "./tokenName";

type CreateTokenProps = {
  api: ApiTokens;
  limits: Limits & { maxPerUser: number };
  servers: ResourceServer[];
  initial?: Draft;
  /** Hears what the form holds, for a login in between. */
  onDraft: (draft: Draft) => void;
  onCreated: (created: CreatedApiToken) => void;
  /** The server wants a login; the draft has been heard. */
  onReauthenticate: () => void;
  onSignIn: () => void;
};

export const CreateToken = ({
  api,
  limits,
  servers,
  initial,
  onDraft,
  onCreated,
  onReauthenticate,
  onSignIn,
}: CreateTokenProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(initial?.name ?? "");
  const [expiration, setExpiration] = useState<Expiration>(() =>
    allowed(initial?.expiration ?? {}, limits, defaultChoice(limits)),
  );
  const [access, setAccess] = useState<Access>(() => offered(initial?.access, servers));
  // Nothing is wrong with a form that nobody has touched.
  const [isTouched, setTouched] = useState(name !== "");
  const [refusal, setRefusal] = useState<ErrorCode>();
  const [isBusy, setBusy] = useState(false);
  // A second click comes before the first one's state is rendered.
  const busy = useRef(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const now = new Date();

  const nameFault = faultOf(name);
  const accessFault = faultOfAccess(access, scopesOf(access, servers), servers);
  const end = expiresAt(expiration, limits, now);
  const refusedField = refusal && fieldOf(refusal);
  const refusalText =
    refusal &&
    t(errorMessages[refusal], {
      max: limits.maxPerUser,
      days: limits.maxLifetimeDays,
    });

  useEffect(() => {
    if (isTouched) {
      onDraft({ name, expiration, access });
    }
  }, [name, expiration, access, isTouched, onDraft]);

  async function create(event: FormEvent) {
    event.preventDefault();
    setTouched(true);
    if (nameFault || accessFault || typeof end === "string") {
      if (nameFault) {
        nameInput.current?.focus();
      }
      return;
    }
    if (busy.current) {
      return;
    }
    busy.current = true;
    setBusy(true);
    setRefusal(undefined);
    try {
      onCreated(await api.create(name.trim(), end, limitsOf(access, servers)));
      setName("");
      setExpiration(allowed({}, limits, defaultChoice(limits)));
      setAccess(FULL);
      setTouched(false);
    } catch (error) {
      const code = codeOf(error);
      if (code === "reauthentication_required") {
        onReauthenticate();
      } else {
        setRefusal(code);
      }
    } finally {
      busy.current = false;
      setBusy(false);
    }
  }

  const nameText = (fault: NameFault) =>
    fault === "required" && !isTouched ? undefined : t(nameFaultMessages[fault]);
  const dateText = (fault: ExpirationFault) =>
    fault === "date_missing" && !isTouched
      ? undefined
      : t(expirationFaultMessages[fault], { days: limits.maxLifetimeDays });

  return (
    <Form onSubmit={(event) => void create(event)} noValidate>
      {refusal && refusedField === "form" && (
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          component="p"
          title={refusalText}
          actionLinks={
            refusal === "signed_out" && (
              <Button variant="link" isInline onClick={onSignIn}>
                {t("apiTokensSignIn")}
              </Button>
            )
          }
          data-testid="create-error"
        />
      )}
      <NameField
        id="api-token-name"
        value={name}
        inputRef={nameInput}
        fault={refusedField === "name" ? refusalText : nameFault && nameText(nameFault)}
        onChange={(typed) => {
          setName(typed);
          setTouched(true);
          setRefusal(undefined);
        }}
      />
      <ExpirationField
        value={expiration}
        limits={limits}
        now={now}
        fault={
          refusedField === "expiration"
            ? refusalText
            : typeof end === "string"
              ? dateText(end)
              : undefined
        }
        onChange={(chosen) => {
          setExpiration(chosen);
          setRefusal(undefined);
        }}
      />
      <AccessField
        id="api-token-access"
        value={access}
        servers={servers}
        allowsFull
        fault={isTouched && accessFault ? t(accessFaultMessages[accessFault]) : undefined}
        onChange={(chosen) => {
          setAccess(chosen);
          setRefusal(undefined);
        }}
      />
      <ActionGroup>
        <Button
          type="submit"
          variant="primary"
          isLoading={isBusy}
          isAriaDisabled={isBusy}
          data-testid="create-token"
        >
          {t("apiTokensCreate")}
        </Button>
      </ActionGroup>
    </Form>
  );
};

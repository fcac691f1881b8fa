import { ActionGroup, Button, Form } from "@patternfly/react-core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { BusyButton } from "../../../../shared/ui/BusyButton";
import { Notice } from "../../../../shared/ui/Notice";
import { useTokens } from "../list/TokensContext";
import { useTokenMutation } from "../list/useTokenMutation";
import type { CreatedApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { fieldOf } from "../rest/errorMessages";
import { useErrorAction } from "../rest/useErrorAction";
import { useErrorText } from "../rest/useErrorText";
import {
  type Access,
  faultOfAccess,
  limitsOf,
  limitsWith,
  needsNetworks,
  offered,
  scopesOf,
} from "./access";
import { AccessField } from "./AccessField";
import { AddressesField } from "./AddressesField";
import { faultOf as faultOfDescription } from "./description";
import { DescriptionField } from "./DescriptionField";
import { allowed, type Draft } from "./draft";
import { defaultChoice, type Expiration, type ExpirationFault, expiresAt } from "./expiration";
import { ExpirationField } from "./ExpirationField";
import { accessFaultMessages, expirationFaultMessages, nameFaultMessages } from "./faultMessages";
import { NameField } from "./NameField";
import { networksOf } from "./networks";
import { faultOf, type NameFault } from "./tokenName";

type CreateTokenProps = {
  initial?: Draft;
  /** Hears what the form holds, for a login in between. */
  onDraft: (draft: Draft) => void;
  onCancel: () => void;
  onCreated: (created: CreatedApiToken) => void;
};

/** What says that something is wrong, in the order of the form. */
const FAULTY = '[data-testid="create-error"], [aria-invalid="true"]';

/** The form for a new token. */
export const CreateToken = ({ initial, onDraft, onCancel, onCreated }: CreateTokenProps) => {
  const { t } = useTranslation();
  const { client, limits: realmLimits, servers, onReauthenticate } = useApiTokens();
  const textOf = useErrorText();
  const actionOf = useErrorAction();
  const { issue } = useTokens();
  const [name, setName] = useState(initial?.name ?? "");
  const [description, setDescription] = useState(initial?.description ?? "");
  const [access, setAccess] = useState<Access>(() =>
    offered(initial?.access, servers, realmLimits.fullAccessAllowed),
  );
  const [addresses, setAddresses] = useState(initial?.addresses ?? "");
  const networks = networksOf(addresses);
  const isBound = networks.length > 0;
  const needsBound = needsNetworks(realmLimits, access.isLimited ? access.resources : [], servers);
  const limits = limitsWith(realmLimits, access, servers);
  const [expiration, setExpiration] = useState<Expiration>(() =>
    allowed(initial?.expiration ?? {}, limits, defaultChoice(limits)),
  );
  // Nothing is wrong with a form that nobody has touched.
  const [isTouched, setTouched] = useState(name !== "" || description !== "");
  const { isBusy, error, mutate, reset } = useTokenMutation();
  const form = useRef<HTMLFormElement>(null);
  // How often something was refused, be it here or by the server.
  const [refusals, setRefusals] = useState(0);
  const now = new Date();

  const nameFault = faultOf(name);
  const accessFault = faultOfAccess(access, scopesOf(access, servers), servers);
  const end = expiresAt(expiration, limits, now);
  // The page is left for that one.
  const code = error?.code === "reauthentication_required" ? undefined : error?.code;
  const faultyField = code && fieldOf(code);
  const errorText = code && textOf(code, limits);

  useEffect(() => {
    if (isTouched) {
      onDraft({ name, description, expiration, access, addresses });
    }
  }, [name, description, expiration, access, addresses, isTouched, onDraft]);

  useEffect(() => {
    if (refusals > 0) {
      form.current?.querySelector<HTMLElement>(FAULTY)?.focus();
    }
  }, [refusals]);

  async function create(event: FormEvent) {
    event.preventDefault();
    setTouched(true);
    if (
      nameFault ||
      faultOfDescription(description) ||
      accessFault ||
      (needsBound && !isBound) ||
      typeof end === "string"
    ) {
      setRefusals(refusals + 1);
      return;
    }
    const ask = () =>
      client.create(name.trim(), description, end, {
        ...limitsOf(access, servers),
        ...(isBound && { addresses: networks }),
      });
    const failure = await mutate(() => issue(ask, onCreated));
    if (failure?.code === "reauthentication_required") {
      onReauthenticate();
    } else if (failure) {
      setRefusals(refusals + 1);
    }
  }

  const nameText = (fault: NameFault) =>
    fault === "required" && !isTouched ? undefined : t(nameFaultMessages[fault]);
  const dateText = (fault: ExpirationFault) =>
    fault === "date_missing" && !isTouched
      ? undefined
      : t(expirationFaultMessages[fault], { count: limits.maxLifetimeDays ?? undefined });

  return (
    <Form ref={form} onSubmit={(event) => void create(event)} noValidate>
      {code && faultyField === "form" && (
        <Notice
          tabIndex={-1}
          isLiveRegion
          variant="danger"
          title={errorText}
          actionLinks={actionOf(code)}
          data-testid="create-error"
        />
      )}
      <NameField
        id="api-token-name"
        value={name}
        fault={faultyField === "name" ? errorText : nameFault && nameText(nameFault)}
        onChange={(typed) => {
          setName(typed);
          setTouched(true);
          reset();
        }}
      />
      <DescriptionField
        id="api-token-description"
        value={description}
        onChange={(typed) => {
          setDescription(typed);
          setTouched(true);
          reset();
        }}
      />
      <ExpirationField
        value={expiration}
        limits={limits}
        now={now}
        fault={
          faultyField === "expiration"
            ? errorText
            : typeof end === "string"
              ? dateText(end)
              : undefined
        }
        onChange={(chosen) => {
          setExpiration(chosen);
          reset();
        }}
      />
      <AccessField
        id="api-token-access"
        value={access}
        servers={servers}
        allowsFull={realmLimits.fullAccessAllowed}
        fault={isTouched && accessFault ? t(accessFaultMessages[accessFault]) : undefined}
        onChange={(chosen) => {
          const then = limitsWith(realmLimits, chosen, servers);
          setAccess(chosen);
          setExpiration(allowed(expiration, then, defaultChoice(then)));
          reset();
        }}
      />
      {(access.isLimited || needsBound || isBound) && (
        <AddressesField
          id="api-token-addresses"
          value={addresses}
          isRequired={needsBound}
          help={t("apiTokensAddressesHelp")}
          fault={
            (code === "invalid_request" && isBound) || (isTouched && needsBound && !isBound)
              ? t("apiTokensAddressesFault")
              : undefined
          }
          onChange={(typed) => {
            setAddresses(typed);
            setTouched(true);
            reset();
          }}
        />
      )}
      <ActionGroup>
        <BusyButton type="submit" variant="primary" isBusy={isBusy} data-testid="create-token">
          {t("apiTokensCreate")}
        </BusyButton>
        <Button variant="link" isAriaDisabled={isBusy} onClick={onCancel}>
          {t("apiTokensCancel")}
        </Button>
      </ActionGroup>
    </Form>
  );
};

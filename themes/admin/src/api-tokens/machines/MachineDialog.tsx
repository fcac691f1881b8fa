import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextArea,
  TextInput,
} from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import type { IssuedApiToken } from "../rest/apiToken";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { useChange } from "../rest/useChange";
import { isComplete, type MachineDraft, machineOf, noMachine } from "./machine";
import { machineMessages } from "./machineMessages";
import { ServiceAccountNames } from "./ServiceAccountNames";
import { useHeldWhile } from "./useHeldWhile";

type MachineDialogProps = {
  /** What is filled in for the client; the admin may change it. */
  clientId?: string;
  onCreated: (token: IssuedApiToken) => void;
  /** Hears that there may be one, whose secret nobody has seen. */
  onUncertain: () => void;
  onClose: () => void;
};

const CLIENTS = "machine-clients";

/** Makes a token for the service account of a client. */
export const MachineDialog = ({
  clientId = "",
  onCreated,
  onUncertain,
  onClose,
}: MachineDialogProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const [draft, setDraft] = useState({ ...noMachine, clientId });
  const { isBusy, error, change, close, reset } = useChange(onUncertain, onClose);
  useHeldWhile(isBusy);

  function type(member: keyof MachineDraft, typed: string) {
    setDraft({ ...draft, [member]: typed });
    reset();
  }

  const field = (
    member: keyof MachineDraft,
    label: string,
    help?: string,
    attributes: { type?: "date" | "email"; list?: string; isRequired?: true } = {},
  ) => (
    <FormGroup label={t(label)} fieldId={`machine-${member}`} isRequired={attributes.isRequired}>
      <TextInput
        id={`machine-${member}`}
        value={draft[member]}
        autoComplete="off"
        aria-describedby={help && `machine-${member}-help`}
        {...attributes}
        onChange={(_, typed) => type(member, typed)}
      />
      {help && <Help id={`machine-${member}-help`} text={t(help)} />}
    </FormGroup>
  );

  return (
    <ActionDialog
      name="machine"
      title={t("apiTokensMachineTitle")}
      action={t("apiTokensCreate")}
      isBusy={isBusy}
      isDisabled={!isComplete(draft)}
      error={error && t(machineMessages[error.code] ?? errorMessage(error.code))}
      onAction={() => void change(async () => onCreated(await client.create(machineOf(draft))))}
      onClose={close}
    >
      {field("clientId", "apiTokensClient", "apiTokensClientHelp", {
        list: CLIENTS,
        isRequired: true,
      })}
      <ServiceAccountNames id={CLIENTS} />
      {field("name", "apiTokensName", undefined, { isRequired: true })}
      <FormGroup label={t("apiTokensDescription")} fieldId="machine-description">
        <TextArea
          id="machine-description"
          rows={2}
          resizeOrientation="vertical"
          value={draft.description}
          onChange={(_, typed) => type("description", typed)}
        />
      </FormGroup>
      {field("lastDay", "apiTokensLastDay", "apiTokensLastDayHelp", { type: "date" })}
      {field("contact", "apiTokensContact", "apiTokensContactHelp", { type: "email" })}
      {field("resources", "apiTokensResources", "apiTokensResourcesHelp")}
      {field("scopes", "apiTokensScopes", "apiTokensScopesHelp")}
      {field("addresses", "apiTokensAddresses", "apiTokensAddressesHelp")}
    </ActionDialog>
  );
};

const Help = ({ id, text }: { id: string; text: string }) => (
  <FormHelperText>
    <HelperText id={id}>
      <HelperTextItem>{text}</HelperTextItem>
    </HelperText>
  </FormHelperText>
);

import {
  Checkbox,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextInput,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { type ServerDraft, types } from "./draft";

type ServerFieldsProps = {
  draft: ServerDraft;
  /** Whether it may be switched off: it is one already. */
  isServer: boolean;
  onChange: (changed: Partial<ServerDraft>) => void;
};

/** What there is to say of a resource server. */
export const ServerFields = ({ draft, isServer, onChange }: ServerFieldsProps) => {
  const { t } = useTranslation();

  const flag = (member: "isTaking" | "check" | "exchange", label: string, help: string) => (
    <Checkbox
      id={`server-${member}`}
      label={t(label)}
      description={t(help)}
      isChecked={draft[member]}
      onChange={(_, isChecked) => onChange({ [member]: isChecked })}
    />
  );

  return (
    <>
      <FormGroup label={t("apiTokensType")} fieldId="server-type">
        <FormSelect id="server-type" value={draft.type} onChange={(_, type) => onChange({ type })}>
          {types.map((type) => (
            <FormSelectOption key={type} value={type} label={type} />
          ))}
        </FormSelect>
      </FormGroup>
      <FormGroup label={t("apiTokensAddress")} fieldId="server-address">
        <TextInput
          id="server-address"
          value={draft.address}
          onChange={(_, address) => onChange({ address })}
        />
      </FormGroup>
      {flag("check", "apiTokensCheck", "apiTokensCheckHelp")}
      {flag("exchange", "apiTokensExchange", "apiTokensExchangeHelp")}
      {isServer && flag("isTaking", "apiTokensTaking", "apiTokensTakingHelp")}
    </>
  );
};

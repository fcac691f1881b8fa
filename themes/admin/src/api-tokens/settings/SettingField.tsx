import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Switch,
  TextInput,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { RoleNames } from "./RoleNames";
import { type Fault, type Field, messageOfFault } from "./settings";

type SettingFieldProps = {
  field: Field;
  value: string | boolean | undefined;
  fault?: Fault;
  isReadOnly: boolean;
  onChange: (value: string | boolean) => void;
};

/** The id of a setting's input. */
export const settingId = ({ member }: Field) => `setting-${member}`;

/** One setting, with its help and what is wrong with it. */
export const SettingField = ({ field, value, fault, isReadOnly, onChange }: SettingFieldProps) => {
  const { t } = useTranslation();
  const id = settingId(field);
  const label = t(field.label);
  const hasRoles = field.kind === "role" && !isReadOnly;

  return (
    <FormGroup label={label} fieldId={id}>
      {field.kind === "switch" ? (
        <Switch
          id={id}
          aria-label={label}
          aria-describedby={`${id}-help`}
          label={t("apiTokensOn")}
          labelOff={t("apiTokensOff")}
          isChecked={value === true}
          isDisabled={isReadOnly}
          onChange={(_, isOn) => onChange(isOn)}
        />
      ) : (
        <TextInput
          id={id}
          type="text"
          inputMode={field.kind === "number" ? "numeric" : "text"}
          value={String(value ?? "")}
          placeholder={t("apiTokensDefault", { value: field.otherwise ?? t("apiTokensNoDefault") })}
          isDisabled={isReadOnly}
          validated={fault ? "error" : "default"}
          aria-invalid={!!fault}
          aria-describedby={`${id}-help`}
          autoComplete="off"
          {...(hasRoles && { list: `${id}-names` })}
          onChange={(_, typed) => onChange(typed)}
        />
      )}
      {hasRoles && <RoleNames id={`${id}-names`} />}
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          {fault && (
            <HelperTextItem variant="error" hasIcon>
              {faultText()}
            </HelperTextItem>
          )}
          <HelperTextItem>{t(field.help)}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );

  function faultText() {
    if (!fault) {
      return null;
    }
    const { key, ...values } = messageOfFault(fault);
    return t(key, values);
  }
};

import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Switch,
  TextArea,
  TextInput,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { Definition } from "../rest/settings";
import type { Field } from "./form";
import { RoleNames } from "./RoleNames";

type SettingFieldProps = {
  field: Field;
  definition: Definition;
  value: string | boolean;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  isReadOnly: boolean;
  onChange: (value: string | boolean) => void;
};

/** The id of a setting's input. */
export const settingId = ({ member }: Field) => `setting-${member}`;

/** One setting, with its help and what is wrong with it. */
export const SettingField = ({
  field,
  definition,
  value,
  fault,
  isReadOnly,
  onChange,
}: SettingFieldProps) => {
  const { t } = useTranslation();
  const id = settingId(field);
  const label = t(field.label);
  const text = {
    id,
    value: String(value),
    isDisabled: isReadOnly,
    validated: fault ? ("error" as const) : ("default" as const),
    "aria-invalid": !!fault,
    "aria-describedby": `${id}-help`,
    onChange: (_: unknown, typed: string) => onChange(typed),
  };
  const hasRoles = !!field.offersRoles && !isReadOnly;

  return (
    <FormGroup label={label} fieldId={id}>
      {definition.kind === "flag" ? (
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
      ) : definition.kind === "texts" ? (
        <TextArea {...text} rows={4} resizeOrientation="vertical" />
      ) : (
        <TextInput
          {...text}
          type="text"
          inputMode={definition.kind === "number" ? "numeric" : "text"}
          placeholder={t("apiTokensDefault", {
            value: definition.default ?? t("apiTokensNoDefault"),
          })}
          autoComplete="off"
          {...(hasRoles && { list: `${id}-names` })}
        />
      )}
      {hasRoles && <RoleNames id={`${id}-names`} />}
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          {fault && (
            <HelperTextItem variant="error" hasIcon>
              {fault}
            </HelperTextItem>
          )}
          <HelperTextItem>{t(field.help)}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

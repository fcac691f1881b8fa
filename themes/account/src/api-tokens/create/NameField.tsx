import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
} from "@patternfly/react-core";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { characters, MAX_CHARACTERS } from "./tokenName";

type NameFieldProps = {
  id: string;
  value: string;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  onChange: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
};

/** A token's name, with its counter and what is wrong with it. */
export const NameField = ({ id, value, fault, onChange, inputRef }: NameFieldProps) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={t("apiTokensName")} fieldId={id} isRequired>
      <TextInput
        id={id}
        ref={inputRef}
        value={value}
        onChange={(_, typed) => onChange(typed)}
        isRequired
        validated={fault ? "error" : "default"}
        aria-invalid={!!fault}
        aria-describedby={`${id}-help`}
        autoComplete="off"
        data-testid={id}
      />
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          <HelperTextItem variant={fault ? "error" : "default"} hasIcon={!!fault}>
            {fault ?? t("apiTokensNameHelp")}{" "}
            {t("apiTokensCounter", {
              count: characters(value),
              max: MAX_CHARACTERS,
            })}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

import { FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { characters } from "./tokenName";

type CountedFieldProps = PropsWithChildren<{
  /** Of the input, which is described by what ends with `-help`. */
  id: string;
  label: string;
  help: string;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  value: string;
  /** The most characters that the value may have. */
  max: number;
  isRequired?: boolean;
}>;

/** A field for a text with its counter, and with what is wrong with it. */
export const CountedField = ({
  id,
  label,
  help,
  fault,
  value,
  max,
  isRequired,
  children,
}: CountedFieldProps) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={label} fieldId={id} isRequired={isRequired}>
      {children}
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          <HelperTextItem variant={fault ? "error" : "default"} hasIcon={!!fault}>
            {fault ?? help} {t("apiTokensCounter", { count: characters(value), max })}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

import { useTranslation } from "react-i18next";
import { CountedField } from "./CountedField";
import { DescribedInput } from "./DescribedInput";
import { MAX_CHARACTERS } from "./tokenName";

type NameFieldProps = {
  id: string;
  value: string;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  onChange: (value: string) => void;
};

/** A token's name. */
export const NameField = ({ id, value, fault, onChange }: NameFieldProps) => {
  const { t } = useTranslation();
  return (
    <CountedField
      id={id}
      label={t("apiTokensName")}
      help={t("apiTokensNameHelp")}
      fault={fault}
      value={value}
      max={MAX_CHARACTERS}
      isRequired
    >
      <DescribedInput id={id} value={value} fault={fault} onChange={onChange} isRequired />
    </CountedField>
  );
};

import { useTranslation } from "react-i18next";
import { CountedField } from "./CountedField";
import { faultOf, MAX_CHARACTERS } from "./description";

type DescriptionFieldProps = { id: string; value: string; onChange: (value: string) => void };

/** What a token is for. PatternFly's field by its markup: its React component weighs more than all the rest of it. */
export const DescriptionField = ({ id, value, onChange }: DescriptionFieldProps) => {
  const { t } = useTranslation();
  const fault = faultOf(value) && t("apiTokensDescriptionFault");
  return (
    <CountedField
      id={id}
      label={t("apiTokensDescriptionLabel")}
      help={t("apiTokensDescriptionHelp")}
      fault={fault}
      value={value}
      max={MAX_CHARACTERS}
    >
      <span className="pf-v5-c-form-control pf-m-textarea">
        <textarea
          id={id}
          rows={2}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          aria-invalid={!!fault}
          aria-describedby={`${id}-help`}
          data-testid={id}
        />
      </span>
    </CountedField>
  );
};

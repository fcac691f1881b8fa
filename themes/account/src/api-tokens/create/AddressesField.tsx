import { FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { DescribedInput } from "./DescribedInput";

type AddressesFieldProps = {
  id: string;
  value: string;
  isRequired?: boolean;
  help: string;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  onChange: (value: string) => void;
};

/** The networks that a token may be used from, with spaces between them. */
export const AddressesField = ({
  id,
  value,
  isRequired = false,
  help,
  fault,
  onChange,
}: AddressesFieldProps) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={t("apiTokensAddresses")} fieldId={id} isRequired={isRequired}>
      <DescribedInput id={id} value={value} fault={fault} onChange={onChange} dir="ltr" />
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          <HelperTextItem variant={fault ? "error" : "default"} hasIcon={!!fault}>
            {fault ?? help}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

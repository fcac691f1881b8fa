import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

type AddressesFieldProps = {
  id: string;
  value: string;
  isRequired: boolean;
  /** Whether what was typed is not what it should be. */
  isFaulty: boolean;
  onChange: (value: string) => void;
};

/** The networks that a token may be used from, with spaces between them. */
export const AddressesField = ({
  id,
  value,
  isRequired,
  isFaulty,
  onChange,
}: AddressesFieldProps) => {
  const { t } = useTranslation();
  return (
    <FormGroup label={t("apiTokensAddresses")} fieldId={id} isRequired={isRequired}>
      <TextInput
        id={id}
        value={value}
        onChange={(_, typed) => onChange(typed)}
        validated={isFaulty ? "error" : "default"}
        aria-invalid={isFaulty}
        aria-describedby={`${id}-help`}
        autoComplete="off"
        data-testid={id}
      />
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          <HelperTextItem variant={isFaulty ? "error" : "default"} hasIcon={isFaulty}>
            {t(isFaulty ? "apiTokensAddressesFault" : "apiTokensAddressesHelp")}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

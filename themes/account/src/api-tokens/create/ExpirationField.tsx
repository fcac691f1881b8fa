import {
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextInput,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { dateAndTime, dateLocale, timeZoneName } from "../../../../shared/ui/dates";
import {
  type Choice,
  choicesFor,
  dateRange,
  type Expiration,
  expiresAt,
  type Limits,
} from "./expiration";

type ExpirationFieldProps = {
  id?: string;
  value: Expiration;
  limits: Limits;
  now: Date;
  /** When a token expires that gets the same lifetime once more: null for never, undefined when that is no choice. */
  same?: Date | null;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  onChange: (value: Expiration) => void;
};

/** When a token expires: a lifetime, a day, or never, as far as the realm allows. */
export const ExpirationField = ({
  id = "api-token-expiration",
  value,
  limits,
  now,
  same,
  fault,
  onChange,
}: ExpirationFieldProps) => {
  const { t, i18n } = useTranslation();
  const locale = dateLocale(i18n.language);
  const { min, max } = dateRange(limits, now);
  const end = value.choice === "same" ? same : expiresAt(value, limits, now);
  const choices = choicesFor(limits);

  function labelOf(choice: Choice) {
    if (choice === "same") {
      return t("apiTokensSameLifetime");
    }
    if (choice === "date") {
      return t("apiTokensOwnDate");
    }
    if (choice === "never") {
      return t("apiTokensNoExpiration");
    }
    const days = Number.parseInt(choice, 10);
    return days === 365 ? t("apiTokensYear") : t("apiTokensDays", { count: days });
  }

  function words() {
    if (end === null) {
      return t("apiTokensNeverExpires");
    }
    return end instanceof Date
      ? t("apiTokensExpiresOn", {
          date: dateAndTime(end, locale),
          zone: timeZoneName(end, locale),
        })
      : t("apiTokensDateHelp");
  }

  return (
    <FormGroup label={t("apiTokensExpiration")} fieldId={id}>
      <div className="api-tokens-expiration">
        <FormSelect
          id={id}
          value={value.choice}
          onChange={(_, choice) => onChange({ ...value, choice: choice as Choice })}
          validated={fault ? "error" : "default"}
          aria-invalid={!!fault}
          aria-describedby={`${id}-help`}
          data-testid={id}
        >
          {(same === undefined ? choices : (["same", ...choices] as const)).map((choice) => (
            <FormSelectOption key={choice} value={choice} label={labelOf(choice)} />
          ))}
        </FormSelect>
        {value.choice === "date" && (
          <TextInput
            type="date"
            value={value.date}
            min={min}
            max={max}
            onChange={(_, date) => onChange({ ...value, date })}
            validated={fault ? "error" : "default"}
            aria-invalid={!!fault}
            aria-label={t("apiTokensOwnDate")}
            aria-describedby={`${id}-help`}
            data-testid="api-token-date"
          />
        )}
      </div>
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          <HelperTextItem variant={fault ? "error" : "default"} hasIcon={!!fault}>
            {fault ?? words()}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

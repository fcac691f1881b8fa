import { FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { type Access, withScope } from "./access";
import type { ResourceServer } from "../rest/apiToken";

type AccessFieldProps = {
  id: string;
  value: Access;
  /** What may be chosen from. */
  servers: ResourceServer[];
  /** Whether full access may be chosen. */
  allowsFull: boolean;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  onChange: (value: Access) => void;
};

/** The list with the item, or without it. */
const toggled = (items: string[], item: string, isIn: boolean) =>
  isIn ? [...items, item] : items.filter((other) => other !== item);

/** What a token may be used for: everything, or chosen resource servers and scopes. */
export const AccessField = ({
  id,
  value,
  servers,
  allowsFull,
  fault,
  onChange,
}: AccessFieldProps) => {
  const { t } = useTranslation();

  return (
    <FormGroup label={t("apiTokensAccess")} role={allowsFull ? "radiogroup" : "group"} fieldId={id}>
      {allowsFull &&
        [false, true].map((isLimited) => (
          <label key={String(isLimited)} className="api-tokens-choice">
            <input
              type="radio"
              name={id}
              checked={value.isLimited === isLimited}
              onChange={() => onChange({ ...value, isLimited })}
              data-testid={isLimited ? `${id}-limited` : `${id}-full`}
            />
            {t(isLimited ? "apiTokensAccessLimited" : "apiTokensAccessFull")}
          </label>
        ))}
      {value.isLimited &&
        servers.map((server) => (
          <div key={server.id} className="api-tokens-choices" role="group" aria-label={server.name}>
            <label className="api-tokens-choice">
              <input
                type="checkbox"
                checked={value.resources.includes(server.id)}
                onChange={(event) =>
                  onChange({
                    ...value,
                    resources: toggled(value.resources, server.id, event.target.checked),
                  })
                }
                data-testid={`${id}-${server.id}`}
              />
              <bdi>{server.name}</bdi>
            </label>
            {value.resources.includes(server.id) &&
              server.scopes.map(({ name, consentText }) => (
                <label key={name} className="api-tokens-choice">
                  <input
                    type="checkbox"
                    checked={value.scopes.includes(name)}
                    onChange={(event) =>
                      onChange({
                        ...value,
                        scopes: withScope(value.scopes, name, event.target.checked),
                      })
                    }
                    data-testid={`${id}-${server.id}-${name}`}
                  />
                  <span>
                    <bdi>{consentText}</bdi> <code>{name}</code>
                  </span>
                </label>
              ))}
          </div>
        ))}
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          <HelperTextItem variant={fault ? "error" : "default"} hasIcon={!!fault}>
            {fault ?? t(value.isLimited ? "apiTokensAccessLimitedHelp" : "apiTokensAccessFullHelp")}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
} from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ResourceServer } from "../rest/apiToken";
import { type Access, withScope } from "./access";
import { ServerChoice } from "./ServerChoice";

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

/** With so many resource servers or fewer, everybody finds theirs by looking. */
const FILTER_ABOVE = 10;

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
  const [filter, setFilter] = useState("");
  const isLong = servers.length > FILTER_ABOVE;
  const wanted = filter.trim().toLowerCase();
  const strict = servers.filter(({ limitedOnly }) => limitedOnly).map(({ name }) => name);

  const helpOf = (isLimited: boolean) =>
    isLimited || strict.length === 0
      ? t(isLimited ? "apiTokensAccessLimitedHelp" : "apiTokensAccessFullHelp")
      : `${t("apiTokensAccessFullHelp")} ${t("apiTokensAccessFullRefused", { servers: strict.join(", ") })}`;

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
            <span>
              {t(isLimited ? "apiTokensAccessLimited" : "apiTokensAccessFull")}
              <small className="api-tokens-description">{helpOf(isLimited)}</small>
            </span>
          </label>
        ))}
      {value.isLimited && isLong && (
        <TextInput
          type="search"
          value={filter}
          placeholder={t("apiTokensFilterApis")}
          aria-label={t("apiTokensFilterApis")}
          onChange={(_, typed) => setFilter(typed)}
          data-testid={`${id}-filter`}
        />
      )}
      {value.isLimited && (
        <div className={isLong ? "api-tokens-scroll" : undefined}>
          {servers
            .filter(({ name }) => name.toLowerCase().includes(wanted))
            .map((server) => (
              <ServerChoice
                key={server.id}
                id={`${id}-${server.id}`}
                server={server}
                isChosen={value.resources.includes(server.id)}
                scopes={value.scopes}
                isFaulty={!!fault}
                onServer={(isChosen) =>
                  onChange({ ...value, resources: toggled(value.resources, server.id, isChosen) })
                }
                onScope={(name, isChosen) =>
                  onChange({ ...value, scopes: withScope(value.scopes, name, isChosen) })
                }
              />
            ))}
        </div>
      )}
      <FormHelperText>
        <HelperText id={`${id}-help`} isLiveRegion>
          {(fault || !allowsFull) && (
            <HelperTextItem variant={fault ? "error" : "default"} hasIcon={!!fault}>
              {fault ?? t("apiTokensAccessLimitedHelp")}
            </HelperTextItem>
          )}
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};

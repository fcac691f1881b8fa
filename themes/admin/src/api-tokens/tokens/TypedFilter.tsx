import {
  FormHelperText,
  HelperText,
  HelperTextItem,
  SearchInput,
  TextInput,
} from "@patternfly/react-core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useTyped } from "./useTyped";

type TypedFilterProps = {
  id: string;
  label: string;
  help: string;
  value: string;
  onChange: (value: string) => void;
};

/** The one field of the toolbar: what it takes is told to those who cannot see that it is alone. */
export const SearchFilter = ({ id, label, help, value, onChange }: TypedFilterProps) => {
  const { t } = useTranslation();
  const { typed, setTyped, isToken, apply } = useTyped(value, onChange);
  return (
    <>
      <SearchInput
        searchInputId={id}
        value={typed}
        placeholder={t("apiTokensSearchPlaceholder")}
        aria-label={label}
        aria-describedby={`${id}-help`}
        resetButtonLabel={t("apiTokensClear")}
        submitSearchButtonLabel={label}
        onChange={(_, changed) => setTyped(changed)}
        onSearch={() => apply(typed)}
        onClear={() => onChange("")}
      />
      <Help id={id} help={help} isToken={isToken} isHidden={!isToken} />
    </>
  );
};

type TextFilterProps = Omit<TypedFilterProps, "label"> & {
  /** What is offered, and applies as soon as it is chosen. */
  offered?: { list: string; values: string[] };
};

/** A text to look for. */
export const TextFilter = ({ id, help, value, offered, onChange }: TextFilterProps) => {
  const { typed, setTyped, isToken, apply } = useTyped(value, onChange);

  function applyOnEnter(event: KeyboardEvent) {
    if (event.key === "Enter") {
      apply(typed);
    }
  }

  return (
    <>
      <TextInput
        id={id}
        type="search"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        list={offered?.list}
        aria-describedby={`${id}-help`}
        onChange={(_, changed) => {
          setTyped(changed);
          if (!changed || offered?.values.includes(changed)) {
            apply(changed);
          }
        }}
        onKeyDown={applyOnEnter}
      />
      <Help id={id} help={help} isToken={isToken} />
    </>
  );
};

type HelpProps = { id: string; help: string; isToken: boolean; isHidden?: boolean };

const Help = ({ id, help, isToken, isHidden = false }: HelpProps) => {
  const { t } = useTranslation();
  return (
    <FormHelperText className={isHidden ? "pf-v5-u-screen-reader" : undefined}>
      <HelperText id={`${id}-help`} isLiveRegion>
        <HelperTextItem variant={isToken ? "warning" : "default"} hasIcon={isToken}>
          {isToken ? t("apiTokensWholeToken") : help}
        </HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
};

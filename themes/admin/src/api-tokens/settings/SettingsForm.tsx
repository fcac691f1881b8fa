import { useAccess } from "@keycloak/keycloak-admin-ui";
import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, Button, Form } from "@patternfly/react-core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "../../../../shared/ui/useMutation";
import { Notice } from "../../../../shared/ui/Notice";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import type { Definitions, Member, Settings } from "../rest/settings";
import { BusyButton } from "../../../../shared/ui/BusyButton";
import { changesOf, type Draft, draftOf, fields, messageOfFault, otherThan } from "./form";
import { SettingField, settingId } from "./SettingField";

type SettingsFormProps = {
  saved: Settings;
  definitions: Definitions;
  onSaved: (settings: Settings) => void;
  /** Hears that they may be saved. */
  onUncertain: () => void;
};

/** Settings of the realm. What nobody has typed into is as it is saved, also when another admin saves it meanwhile. */
export const SettingsForm = ({ saved, definitions, onSaved, onUncertain }: SettingsFormProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const { hasAccess } = useAccess();
  const { addAlert } = useAlerts();
  const [typed, setTyped] = useState<Partial<Draft>>({});
  const before = draftOf(saved, definitions);
  const draft = { ...before, ...typed };
  const { isBusy, error, mutate, reset } = useMutation();
  const changes = changesOf(draft, saved, definitions);
  const isChanged = Object.keys(changes).length > 0;
  const isReadOnly = !hasAccess("manage-realm");

  useEffect(() => {
    const first = fields.find(({ member }) =>
      error?.faults.some((fault) => fault.member === member),
    );
    if (first) {
      document.getElementById(settingId(first))?.focus();
    }
  }, [error]);

  async function save(event: FormEvent) {
    event.preventDefault();
    const failure = await mutate(async () => {
      onSaved(await client.saveSettings(changes));
      // What is typed while that takes its time is for the next time.
      setTyped((now) => otherThan(typed, now));
      addAlert(t("apiTokensSaved"));
    });
    if (failure) {
      onUncertain();
    }
  }

  function revert() {
    setTyped({});
    reset();
  }

  function faultOf(member: Member) {
    const fault = error?.faults.find((found) => found.member === member);
    if (!fault) {
      return undefined;
    }
    const { key, ...values } = messageOfFault(fault, definitions, draft);
    return t(key, values);
  }

  return (
    <Form
      isHorizontal
      isWidthLimited
      onSubmit={(event) => void save(event)}
      noValidate
      aria-label={t("apiTokensSettings")}
    >
      {error && (
        <Notice
          isLiveRegion
          variant="danger"
          title={t(error.faults.length > 0 ? "apiTokensFaults" : errorMessage(error.code))}
          data-testid="settings-refused"
        />
      )}
      {fields.map((field) => (
        <SettingField
          key={field.member}
          field={field}
          definition={definitions[field.member]}
          value={draft[field.member]}
          fault={faultOf(field.member)}
          isReadOnly={isReadOnly}
          onChange={(value) =>
            setTyped((others) => otherThan(before, { ...others, [field.member]: value }))
          }
        />
      ))}
      {!isReadOnly && (
        <ActionGroup>
          <BusyButton
            type="submit"
            isBusy={isBusy}
            isDisabled={!isChanged}
            data-testid="save-settings"
          >
            {t("apiTokensSave")}
          </BusyButton>
          <Button variant="link" isDisabled={isBusy || !isChanged} onClick={revert}>
            {t("apiTokensRevert")}
          </Button>
        </ActionGroup>
      )}
    </Form>
  );
};

import { useAccess } from "@keycloak/keycloak-admin-ui";
import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { ActionGroup, Alert, Button, Form, PageSection } from "@patternfly/react-core";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../../../shared/ui/useChange";
import { type AdminApiTokens, errorOf } from "../rest/adminApiTokens";
import { errorMessages } from "../rest/messages";
import { SettingField, settingId } from "./SettingField";
import { changesOf, type Draft, draftOf, fields, type Settings } from "./settings";
import { Loading, NoAnswer } from "../States";
import { useAnswer } from "../useAnswer";

/** The realm's settings for API tokens. */
export const SettingsTab = ({ api }: { api: AdminApiTokens }) => {
  const { answer, setAnswer, failure, askAgain } = useAnswer(
    useCallback((signal: AbortSignal) => api.settings(signal), [api]),
  );

  return (
    <PageSection variant="light">
      {failure && <NoAnswer code={failure} onTryAgain={askAgain} />}
      {!failure && !answer && <Loading />}
      {!failure && answer && <SettingsForm api={api} saved={answer} onSaved={setAnswer} />}
    </PageSection>
  );
};

type SettingsFormProps = {
  api: AdminApiTokens;
  saved: Settings;
  onSaved: (settings: Settings) => void;
};

const SettingsForm = ({ api, saved, onSaved }: SettingsFormProps) => {
  const { t } = useTranslation();
  const { hasAccess } = useAccess();
  const { addAlert } = useAlerts();
  const [draft, setDraft] = useState<Draft>(() => draftOf(saved));
  const { isBusy, refusal, make, forget } = useChange(errorOf);
  const changes = changesOf(draft, saved);
  const isChanged = Object.keys(changes).length > 0;
  const isReadOnly = !hasAccess("manage-realm");

  useEffect(() => {
    const first = fields.find(({ member }) =>
      refusal?.faults.some((fault) => fault.member === member),
    );
    if (first) {
      document.getElementById(settingId(first))?.focus();
    }
  }, [refusal]);

  function save(event: FormEvent) {
    event.preventDefault();
    void make(async () => {
      const settings = await api.saveSettings(changes);
      onSaved(settings);
      setDraft(draftOf(settings));
      addAlert(t("apiTokensSaved"));
    });
  }

  function revert() {
    setDraft(draftOf(saved));
    forget();
  }

  return (
    <Form
      isHorizontal
      isWidthLimited
      onSubmit={save}
      noValidate
      aria-label={t("apiTokensSettings")}
    >
      {refusal && (
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          component="p"
          title={t(refusal.faults.length > 0 ? "apiTokensFaults" : errorMessages[refusal.code])}
          data-testid="settings-refused"
        />
      )}
      {fields.map((field) => (
        <SettingField
          key={field.member}
          field={field}
          value={draft[field.member]}
          fault={refusal?.faults.find(({ member }) => member === field.member)}
          isReadOnly={isReadOnly}
          onChange={(value) => setDraft((before) => ({ ...before, [field.member]: value }))}
        />
      ))}
      {!isReadOnly && (
        <ActionGroup>
          <Button
            type="submit"
            isLoading={isBusy}
            isDisabled={isBusy || !isChanged}
            data-testid="save-settings"
          >
            {t("apiTokensSave")}
          </Button>
          <Button variant="link" isDisabled={isBusy || !isChanged} onClick={revert}>
            {t("apiTokensRevert")}
          </Button>
        </ActionGroup>
      )}
    </Form>
  );
};

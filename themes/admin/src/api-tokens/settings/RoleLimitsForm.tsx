import { useAccess } from "@keycloak/keycloak-admin-ui";
import { useAlerts } from "@keycloak/keycloak-ui-shared";
import {
  ActionGroup,
  Button,
  Form,
  FormFieldGroup,
  FormFieldGroupHeader,
  Grid,
  GridItem,
  TextInput,
} from "@patternfly/react-core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "../../../../shared/ui/useMutation";
import { Notice } from "../../../../shared/ui/Notice";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import type { Settings } from "../rest/settings";
import { BusyButton } from "../../../../shared/ui/BusyButton";
import { limitsOf, type RoleLimit, rowsOf } from "./roleLimits";
import { RoleNames } from "./RoleNames";

type RoleLimitsFormProps = {
  saved: Settings;
  onSaved: (settings: Settings) => void;
  /** Hears that they may be saved. */
  onUncertain: () => void;
};

const ROLES = "limit-roles";

/** Limits of those who have a realm role, in the place of the realm's: a row for each role. */
export const RoleLimitsForm = ({ saved, onSaved, onUncertain }: RoleLimitsFormProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const { hasAccess } = useAccess();
  const { addAlert } = useAlerts();
  // As they are saved, until somebody types.
  const [typed, setTyped] = useState<RoleLimit[]>();
  const rows = typed ?? rowsOf(saved.limitsByRole);
  const { isBusy, error, mutate, reset } = useMutation();
  const isReadOnly = !hasAccess("manage-realm");
  const isChanged = JSON.stringify(limitsOf(rows)) !== JSON.stringify(saved.limitsByRole);

  function change(index: number, changed: Partial<RoleLimit>) {
    setTyped(rows.map((row, at) => (at === index ? { ...row, ...changed } : row)));
    reset();
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    const failure = await mutate(async () => {
      onSaved(await client.saveSettings({ limitsByRole: limitsOf(rows) }));
      // What is typed while that takes its time is for the next time.
      setTyped((now) => (now === typed ? undefined : now));
      addAlert(t("apiTokensSaved"));
    });
    if (failure) {
      onUncertain();
    }
  }

  const field = (index: number, member: keyof RoleLimit, label: string, list?: string) => (
    <GridItem span={3}>
      <TextInput
        id={`limit-${member}-${index}`}
        aria-label={t(label)}
        placeholder={t(label)}
        value={rows[index]?.[member] ?? ""}
        isDisabled={isReadOnly}
        autoComplete="off"
        list={list}
        onChange={(_, typed) => change(index, { [member]: typed })}
      />
    </GridItem>
  );

  return (
    <Form
      onSubmit={(event) => void save(event)}
      noValidate
      aria-label={t("apiTokensLimitsByRole")}
      isWidthLimited
    >
      <FormFieldGroup
        header={
          <FormFieldGroupHeader
            titleText={{ text: t("apiTokensLimitsByRole"), id: "limits-by-role" }}
            titleDescription={t("apiTokensLimitsByRoleHelp")}
          />
        }
      >
        {error && (
          <Notice
            isLiveRegion
            variant="danger"
            title={t(error.faults.length > 0 ? "apiTokensLimitsFault" : errorMessage(error.code))}
            data-testid="limits-refused"
          />
        )}
        {!isReadOnly && <RoleNames id={ROLES} />}
        {rows.map((row, index) => (
          // A row has no name of its own before one is typed.
          <Grid key={index} hasGutter data-testid="role-limit">
            {field(index, "role", "apiTokensRole", ROLES)}
            {field(index, "maxPerUser", "apiTokensMaxPerUser")}
            {field(index, "maxLifetimeDays", "apiTokensMaxLifetime")}
            {!isReadOnly && (
              <GridItem span={3}>
                <Button
                  variant="link"
                  isInline
                  aria-label={t("apiTokensRemoveWhat", { name: row.role })}
                  onClick={() => {
                    setTyped(rows.filter((_, at) => at !== index));
                    reset();
                  }}
                >
                  {t("apiTokensRemove")}
                </Button>
              </GridItem>
            )}
          </Grid>
        ))}
        {!isReadOnly && (
          <ActionGroup>
            <BusyButton
              type="submit"
              isBusy={isBusy}
              isDisabled={!isChanged}
              data-testid="save-limits"
            >
              {t("apiTokensSave")}
            </BusyButton>
            <Button
              variant="link"
              onClick={() => setTyped([...rows, { role: "", maxPerUser: "", maxLifetimeDays: "" }])}
              data-testid="add-limit"
            >
              {t("apiTokensAddRole")}
            </Button>
          </ActionGroup>
        )}
      </FormFieldGroup>
    </Form>
  );
};

import { PageSection } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { LoadError } from "../../../../shared/ui/LoadError";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import type { Settings } from "../rest/settings";
import { RoleLimitsForm } from "./RoleLimitsForm";
import { SettingsForm } from "./SettingsForm";
import { UnreadableSettings } from "./UnreadableSettings";

/** The realm's settings for API tokens. */
export const SettingsTab = () => {
  const { t } = useTranslation();
  const client = useClient();
  const { data, setData, error, refetch } = useQuery(
    useCallback(
      async (signal: AbortSignal) => {
        const [saved, definitions, unreadable] = await Promise.all([
          client.settings(signal),
          client.settingDefinitions(signal),
          client.unreadableSettings(signal),
        ]);
        return { saved, definitions, unreadable };
      },
      [client],
    ),
  );

  function saved(settings: Settings) {
    setData((before) => before && { ...before, saved: settings });
    // One of those that could not be read may be among them.
    refetch();
  }

  return (
    <PageSection variant="light">
      {error && !data && <LoadError text={t(errorMessage(error.code))} onAction={refetch} />}
      {!error && !data && <Loading />}
      {/* Also when they could not be read again: what has been typed into them stays. */}
      {data && (
        <>
          <UnreadableSettings unreadable={data.unreadable} />
          <SettingsForm {...data} onSaved={saved} onUncertain={refetch} />
          <RoleLimitsForm saved={data.saved} onSaved={saved} onUncertain={refetch} />
        </>
      )}
    </PageSection>
  );
};

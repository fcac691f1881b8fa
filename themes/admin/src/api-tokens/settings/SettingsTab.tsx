import { PageSection } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { LoadError } from "../../../../shared/ui/LoadError";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { SettingsForm } from "./SettingsForm";

/** The realm's settings for API tokens. */
export const SettingsTab = () => {
  const { t } = useTranslation();
  const client = useClient();
  const { data, setData, error, refetch } = useQuery(
    useCallback(
      async (signal: AbortSignal) => {
        const [saved, definitions] = await Promise.all([
          client.settings(signal),
          client.settingDefinitions(signal),
        ]);
        return { saved, definitions };
      },
      [client],
    ),
  );

  return (
    <PageSection variant="light">
      {error && <LoadError text={t(errorMessage(error.code))} onAction={refetch} />}
      {!error && !data && <Loading />}
      {!error && data && (
        <SettingsForm {...data} onSaved={(saved) => setData({ ...data, saved })} />
      )}
    </PageSection>
  );
};

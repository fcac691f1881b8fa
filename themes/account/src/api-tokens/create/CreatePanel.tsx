import { Alert, Title } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CreatedApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { Advice } from "./Advice";
import { CreateToken } from "./CreateToken";
import { type Draft, saveDraft } from "./draft";

type CreatePanelProps = {
  /** The person, whose draft is kept over a login in between. */
  subject: string;
  initial?: Draft;
  onCreated: (created: CreatedApiToken) => void;
};

/** The form for a new token and advice beside it, where the realm lets people make tokens and any API takes them. */
export const CreatePanel = ({ subject, initial, onCreated }: CreatePanelProps) => {
  const { t } = useTranslation();
  const { limits, servers } = useApiTokens();
  const keepDraft = useCallback((draft: Draft) => saveDraft(subject, draft), [subject]);

  if (!limits.enabled) {
    return <Alert isInline variant="info" component="p" title={t("apiTokensSwitchedOff")} />;
  }
  if (servers.length === 0) {
    return <Alert isInline variant="info" component="p" title={t("apiTokensNoResourceServers")} />;
  }
  return (
    <section className="api-tokens-panel">
      <Title headingLevel="h2" size="xl">
        {t("apiTokensCreateTitle")}
      </Title>
      <div className="api-tokens-create">
        <CreateToken
          initial={initial}
          onDraft={keepDraft}
          onCreated={(created) => {
            saveDraft(subject, undefined);
            onCreated(created);
          }}
        />
        <section aria-label={t("apiTokensAdvice")}>
          <Title headingLevel="h3" size="md">
            {t("apiTokensAdvice")}
          </Title>
          <Advice />
        </section>
      </div>
    </section>
  );
};

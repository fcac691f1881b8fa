import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { Title } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import type { Environment } from "../../environment";
import { usePagePath } from "../../shell/usePagePath";
import { withCreated } from "../list/tokens";
import { useTokens } from "../list/TokensContext";
import { useApiTokens } from "../rest/ApiTokensContext";
import { View } from "../View";
import { Advice } from "./Advice";
import { CreateToken } from "./CreateToken";
import { type Draft, saveDraft } from "./draft";
import { withIssued } from "./issued";
import { Refusal } from "./Refusal";
import { refusalOf } from "./refusal";
import { Templates } from "./Templates";
import { useInitialDraft } from "./useInitialDraft";

/** Where a token is made, and advice beside it; or what is in the way of that. */
const CreateView = () => {
  const { t } = useTranslation();
  const { keycloak } = useEnvironment<Environment>();
  const subject = keycloak.subject ?? "";
  const { limits, servers } = useApiTokens();
  const { tokens, onChange, onIssued } = useTokens();
  const isRefused = refusalOf(limits, servers, tokens) !== undefined;
  // A form that somebody fills in stays there, whatever comes to be in the way meanwhile: the server says so then.
  const [isOffered, setOffered] = useState(!isRefused);
  const { draft, number } = useInitialDraft(subject);
  const navigate = useNavigate();
  const page = usePagePath();
  // A draft is kept over a login in between.
  const keepDraft = useCallback((typed: Draft) => saveDraft(subject, typed), [subject]);

  if (!isRefused && !isOffered) {
    setOffered(true);
  }

  return (
    <View title={t("apiTokensCreateTitle")} description={t("apiTokensDescription")} isBelowList>
      {!isOffered && <Refusal />}
      {isOffered && (
        <>
          <Templates />
          <div className="api-tokens-create">
            <CreateToken
              key={number}
              initial={draft}
              onDraft={keepDraft}
              onCancel={() => {
                saveDraft(subject, undefined);
                void navigate(page);
              }}
              onCreated={(token) => {
                saveDraft(subject, undefined);
                onIssued((before) => withIssued(before, "created", token));
                onChange((before) => withCreated(before, token));
                // Not by Back either does one come to a form that has served.
                void navigate(`${page}/${token.id}`, { replace: true });
              }}
            />
            <section aria-label={t("apiTokensAdvice")}>
              <Title headingLevel="h2" size="md">
                {t("apiTokensAdvice")}
              </Title>
              <Advice />
            </section>
          </div>
        </>
      )}
    </View>
  );
};

export default CreateView;

import { Page, useEnvironment } from "@keycloak/keycloak-account-ui";
import { Alert, Skeleton, Title } from "@patternfly/react-core";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router-dom";
import type { Environment } from "../environment";
import { Advice } from "./create/Advice";
import {
  type ApiToken,
  ApiTokens,
  codeOf,
  type CreatedApiToken,
  type ErrorCode,
  type Settings,
} from "./rest/apiTokens";
import { ConnectionDetails } from "./connect/ConnectionDetails";
import { CreatedToken } from "./create/CreatedToken";
import { CreateToken } from "./create/CreateToken";
import { type Draft, draftOfLink, savedDraft, saveDraft, withoutDraft } from "./create/draft";
import { errorMessages } from "./create/messages";
import { TokenList } from "./list/TokenList";
import { Failure } from "../../../shared/ui/Failure";
import { useIsSlow } from "../../../shared/ui/useIsSlow";
import "./api-tokens.css";

type Loaded = { settings: Settings; tokens: ApiToken[] };

/** Where a person makes, sees and revokes their API tokens, and reads how to use them. */
const ApiTokensPage = () => {
  const { t } = useTranslation();
  const { environment, keycloak } = useEnvironment<Environment>();
  const api = useMemo(
    () =>
      new ApiTokens(
        `${environment.serverBaseUrl}/realms/${encodeURIComponent(environment.realm)}/api-tokens`,
        keycloak,
      ),
    [environment, keycloak],
  );
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<ErrorCode>();
  const [attempt, setAttempt] = useState(0);
  const [created, setCreated] = useState<CreatedApiToken>();
  const subject = keycloak.subject ?? "";
  const initial = useInitialDraft(subject);
  const isSlow = useIsSlow(!loaded && !failure);

  useEffect(() => {
    const controller = new AbortController();
    Promise.all([api.settings(controller.signal), api.list(controller.signal)]).then(
      ([settings, tokens]) => setLoaded({ settings, tokens }),
      (error: unknown) => {
        if (!controller.signal.aborted) {
          setFailure(codeOf(error));
        }
      },
    );
    return () => controller.abort();
  }, [api, attempt]);

  const keepDraft = useCallback((draft: Draft) => saveDraft(subject, draft), [subject]);

  function tryAgain() {
    setFailure(undefined);
    setAttempt(attempt + 1);
  }

  const signIn = () => void keycloak.login({ redirectUri: location.href });

  const reauthenticate = (settings: Settings) =>
    void keycloak.login({
      redirectUri: location.href,
      maxAge: settings.maxAuthAgeSeconds ?? 0,
    });

  function show(token: CreatedApiToken) {
    if (!token.rotatedAt) {
      saveDraft(subject, undefined);
    }
    setCreated(token);
    // The list never holds the secret.
    const { token: _, ...listed } = token;
    setLoaded(
      (before) =>
        before && {
          ...before,
          tokens: token.rotatedAt
            ? before.tokens.map((other) => (other.id === token.id ? listed : other))
            : [listed, ...before.tokens],
        },
    );
  }

  function content() {
    if (failure) {
      const isSignedOut = failure === "signed_out";
      return (
        <Failure
          title={t("apiTokensFailed")}
          text={t(errorMessages[failure])}
          action={t(isSignedOut ? "apiTokensSignIn" : "apiTokensTryAgain")}
          onAction={isSignedOut ? signIn : tryAgain}
        />
      );
    }
    if (!loaded) {
      return isSlow ? <Loading /> : null;
    }
    const { settings, tokens } = loaded;
    return (
      <div className="api-tokens-stack">
        {created && (
          <CreatedToken
            key={created.hint}
            created={created}
            servers={settings.resourceServers}
            onClose={() => {
              setCreated(undefined);
              document.getElementById("api-token-name")?.focus();
            }}
          />
        )}
        {settings.enabled ? (
          <section className="api-tokens-panel">
            <Title headingLevel="h2" size="xl">
              {t("apiTokensCreateTitle")}
            </Title>
            <div className="api-tokens-create">
              <CreateToken
                api={api}
                limits={settings}
                servers={settings.resourceServers}
                initial={initial}
                onDraft={keepDraft}
                onCreated={show}
                onReauthenticate={() => reauthenticate(settings)}
                onSignIn={signIn}
              />
              <section aria-label={t("apiTokensAdvice")}>
                <Title headingLevel="h3" size="md">
                  {t("apiTokensAdvice")}
                </Title>
                <Advice />
              </section>
            </div>
          </section>
        ) : (
          <Alert isInline variant="info" component="p" title={t("apiTokensSwitchedOff")} />
        )}
        <section>
          <TokenList
            api={api}
            tokens={tokens}
            servers={settings.resourceServers}
            limits={settings}
            onRotated={show}
            onReauthenticate={() => reauthenticate(settings)}
            onChange={(changed) => setLoaded({ ...loaded, tokens: changed })}
          />
        </section>
        <section>
          <Title headingLevel="h2" size="xl">
            {t("apiTokensConnection")}
          </Title>
          <ConnectionDetails servers={settings.resourceServers} />
        </section>
      </div>
    );
  }

  return (
    <Page title={t("apiTokens")} description={t("apiTokensDescription")}>
      {content()}
    </Page>
  );
};

/** What a link or an interrupted visit fills the form with; the link is read once, and leaves the address. */
function useInitialDraft(subject: string) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [draft] = useState(() => draftOfLink(search) ?? savedDraft(subject));

  useEffect(() => {
    if (draftOfLink(search)) {
      void navigate(pathname + withoutDraft(search), { replace: true });
    }
  }, [pathname, search, navigate]);

  return draft;
}

const Loading = () => {
  const { t } = useTranslation();
  return (
    <div className="api-tokens-stack" data-testid="loading" aria-busy="true">
      <Skeleton height="12rem" screenreaderText={t("apiTokensLoading")} />
      <Skeleton height="3rem" />
      <Skeleton height="3rem" />
    </div>
  );
};

export default ApiTokensPage;

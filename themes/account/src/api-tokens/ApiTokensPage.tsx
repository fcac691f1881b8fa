import { Page, useEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { LoadError } from "../../../shared/ui/LoadError";
import { useQuery } from "../../../shared/ui/useQuery";
import type { Environment } from "../environment";
import { ApiTokensContent } from "./ApiTokensContent";
import { useInitialDraft } from "./create/useInitialDraft";
import { Loading } from "./Loading";
import { ApiTokensClient } from "./rest/ApiTokensClient";
import { ApiTokensContext } from "./rest/ApiTokensContext";
import { errorMessages } from "./rest/errorMessages";
import "./api-tokens.css";

/** How many tokens are shown at first, and how many more each time; it is more than most people ever have. */
const PAGE = 200;

/** What the account REST gives at the most. */
const MOST = 1000;

/** Where a person makes, sees and revokes their API tokens, and reads how to use them. */
const ApiTokensPage = () => {
  const { t } = useTranslation();
  const { environment, keycloak } = useEnvironment<Environment>();
  const subject = keycloak.subject ?? "";
  const initial = useInitialDraft(subject);
  const client = useMemo(
    () =>
      new ApiTokensClient(
        `${environment.serverBaseUrl}/realms/${encodeURIComponent(environment.realm)}/api-tokens`,
        keycloak,
      ),
    [environment, keycloak],
  );
  const [max, setMax] = useState(PAGE);
  const { data, setData, error, refetch } = useQuery(
    useCallback(
      async (signal: AbortSignal) => {
        const [settings, tokens] = await Promise.all([
          client.settings(signal),
          client.list(max, signal),
        ]);
        return { settings, tokens };
      },
      [client, max],
    ),
  );

  useEffect(() => {
    // Another tab, or an admin, may have ended one. When that can't be told, what is shown stays.
    function refresh() {
      if (document.visibilityState === "visible") {
        client.list(max).then(
          (tokens) => setData((before) => before && { ...before, tokens }),
          () => undefined,
        );
      }
    }
    document.addEventListener("visibilitychange", refresh);
    return () => document.removeEventListener("visibilitychange", refresh);
  }, [client, max, setData]);

  const signIn = (maxAge?: number) => void keycloak.login({ redirectUri: location.href, maxAge });

  function content() {
    if (error) {
      const isSignedOut = error.code === "signed_out";
      return (
        <LoadError
          text={t(errorMessages[error.code])}
          action={isSignedOut ? t("apiTokensSignIn") : undefined}
          onAction={isSignedOut ? () => signIn() : refetch}
        />
      );
    }
    if (!data) {
      return <Loading />;
    }
    const { settings, tokens } = data;
    return (
      <ApiTokensContext.Provider
        value={{
          client,
          limits: settings,
          servers: settings.resourceServers,
          onSignIn: () => signIn(),
          onReauthenticate: () => signIn(settings.maxAuthAgeSeconds ?? 0),
        }}
      >
        <ApiTokensContent
          subject={subject}
          initial={initial}
          tokens={tokens}
          onMore={
            tokens.length >= max && max < MOST
              ? () => setMax(Math.min(max + PAGE, MOST))
              : undefined
          }
          onChange={(change) =>
            setData((before) => before && { ...before, tokens: change(before.tokens) })
          }
        />
      </ApiTokensContext.Provider>
    );
  }

  return (
    <Page title={t("apiTokens")} description={t("apiTokensDescription")}>
      {content()}
    </Page>
  );
};

export default ApiTokensPage;

import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router-dom";
import { LoadError } from "../../../shared/ui/LoadError";
import { useQuery } from "../../../shared/ui/useQuery";
import type { Environment } from "../environment";
import { type Issued, worthShowing } from "./create/issued";
import { UncopiedGuard } from "./create/UncopiedGuard";
import { useIssuing } from "./create/useIssuing";
import { firstLook } from "./list/look";
import { TokensContext } from "./list/TokensContext";
import { Loading } from "./Loading";
import type { ApiToken } from "./rest/apiToken";
import { ApiTokensClient } from "./rest/ApiTokensClient";
import { ApiTokensContext } from "./rest/ApiTokensContext";
import { errorMessages } from "./rest/errorMessages";
import { View } from "./View";
import { views } from "./views";
import "./api-tokens.css";

/** How many tokens are asked for at first, and how many more each time; it is more than most people ever have. */
const PAGE = 200;

/** Where a person makes, sees and revokes their API tokens, and reads how to use them: what its pages have in common. */
const ApiTokensPage = () => {
  const { t } = useTranslation();
  const { environment, keycloak } = useEnvironment<Environment>();
  const client = useMemo(
    () =>
      new ApiTokensClient(
        `${environment.serverBaseUrl}/realms/${encodeURIComponent(environment.realm)}/api-tokens`,
        keycloak,
      ),
    [environment, keycloak],
  );
  const [max, setMax] = useState(PAGE);
  const [issued, setIssued] = useState<Issued[]>([]);
  const { issue, isIssuing } = useIssuing();
  const [look, setLook] = useState(firstLook);
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

  const onChange = useCallback(
    (change: (tokens: ApiToken[]) => ApiToken[]) =>
      setData((before) => before && { ...before, tokens: change(before.tokens) }),
    [setData],
  );

  useEffect(() => {
    // What is behind the buttons is there when they are used, and the list before it.
    if (data) {
      void Promise.allSettled(views.map((load) => load()));
    }
  }, [data]);

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

  if (error || !data) {
    const isSignedOut = error?.code === "signed_out";
    return (
      <View title={t("apiTokens")} description={t("apiTokensDescription")}>
        {error ? (
          <LoadError
            text={t(
              error.code === "role_required" ? "apiTokensNoAccountRole" : errorMessages[error.code],
            )}
            action={isSignedOut ? t("apiTokensSignIn") : undefined}
            onAction={isSignedOut ? () => signIn() : refetch}
          />
        ) : (
          <Loading />
        )}
      </View>
    );
  }
  const { settings, tokens } = data;
  const atHand = worthShowing(issued, tokens);
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
      <TokensContext.Provider
        value={{
          tokens,
          onChange,
          onMore: tokens.length >= max ? () => setMax(max + PAGE) : undefined,
          issued: atHand,
          onIssued: setIssued,
          issue,
          look,
          onLook: setLook,
        }}
      >
        <UncopiedGuard issued={atHand} isIssuing={isIssuing} />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </TokensContext.Provider>
    </ApiTokensContext.Provider>
  );
};

export default ApiTokensPage;

import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router-dom";
import type { Environment } from "../environment";
import { type Issued, worthShowing } from "./create/issued";
import { UncopiedGuard } from "./create/UncopiedGuard";
import { useIssuing } from "./create/useIssuing";
import { Failure } from "./Failure";
import { firstLook } from "./list/look";
import { TokensContext } from "./list/TokensContext";
import { useTokenList } from "./list/useTokenList";
import { Loading } from "./Loading";
import { ApiTokensClient } from "./rest/ApiTokensClient";
import { ApiTokensContext } from "./rest/ApiTokensContext";
import { View } from "./View";
import { views } from "./views";
import "./api-tokens.css";

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
  const { data, error, refetch, onChange, onStale, onMore } = useTokenList(client);
  const [issued, setIssued] = useState<Issued[]>([]);
  const { issue, isIssuing } = useIssuing();
  const [look, setLook] = useState(firstLook);

  useEffect(() => {
    // What is behind the buttons is there when they are used, and the list before it.
    if (data) {
      void Promise.allSettled(views.map((load) => load()));
    }
  }, [data]);

  const signIn = (maxAge?: number) => void keycloak.login({ redirectUri: location.href, maxAge });

  if (!data) {
    return (
      <View title={t("apiTokens")} description={t("apiTokensDescription")}>
        {error ? (
          <Failure
            error={error}
            message={error.code === "role_required" ? "apiTokensNoAccountRole" : undefined}
            onSignIn={() => signIn()}
            onTryAgain={refetch}
          />
        ) : (
          <Loading />
        )}
      </View>
    );
  }
  const { settings, list } = data;
  const { tokens, hasMore } = list;
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
          onStale,
          onMore: hasMore ? onMore : undefined,
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

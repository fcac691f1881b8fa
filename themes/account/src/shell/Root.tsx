import {
  routes as stockPages,
  useAccountAlerts,
  useEnvironment,
  usePromise,
} from "@keycloak/keycloak-account-ui";
import { ErrorPage } from "@keycloak/keycloak-ui-shared";
import { AlertVariant, Page, Spinner } from "@patternfly/react-core";
import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter, Navigate, Outlet, RouterProvider } from "react-router-dom";
import { apiTokensPage } from "../api-tokens/routes";
import type { Environment } from "../environment";
import { type ContentItem, contentRoutes } from "./contentRoutes";
import { Header } from "./Header";
import { stayWhileOffline } from "./session";
import { Sidebar } from "./Sidebar";

const NotFound = () => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();

  useEffect(() => {
    addAlert(t("pageNotFound"), AlertVariant.warning);
  }, [addAlert, t]);

  return <Navigate to=".." replace />;
};

const Frame = () => (
  <Page header={<Header />} sidebar={<Sidebar />} isManagedSidebar>
    <Suspense fallback={<Spinner />}>
      <Outlet />
    </Suspense>
  </Page>
);

/** Keycloak's account console with one page more. */
export const Root = () => {
  const { environment, keycloak } = useEnvironment<Environment>();
  const [router, setRouter] = useState<ReturnType<typeof createBrowserRouter>>();

  useEffect(() => stayWhileOffline(keycloak), [keycloak]);

  usePromise(
    async (signal) => {
      const response = await fetch(`${environment.resourceUrl}/content.json`, {
        signal,
      });
      return (await response.json()) as ContentItem[];
    },
    (content) =>
      setRouter(
        createBrowserRouter([
          {
            path: decodeURIComponent(new URL(environment.baseUrl).pathname),
            element: <Frame />,
            errorElement: <ErrorPage />,
            children: [
              ...contentRoutes(content, environment.features, stockPages, apiTokensPage),
              { path: "*", element: <NotFound /> },
            ],
          },
        ]),
      ),
  );

  return router ? <RouterProvider router={router} /> : <Spinner />;
};

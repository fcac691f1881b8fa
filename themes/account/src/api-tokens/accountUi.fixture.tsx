import type { PropsWithChildren } from "react";

/** What stands for Keycloak's library in tests, which wants a whole console around it. */
const environment = {
  baseUrl: "https://kc/realms/demo/account/",
  serverBaseUrl: "https://kc",
  realm: "demo",
};

const keycloak = {
  authenticated: true,
  subject: "me",
  token: "access",
  updateToken: () => Promise.resolve(true),
  login: () => Promise.resolve(),
};

export const Page = ({ title, children }: PropsWithChildren<{ title: string }>) => (
  <>
    <h1>{title}</h1>
    {children}
  </>
);

export const useAccountAlerts = () => ({ addAlert: () => undefined });

export const useEnvironment = () => ({ environment, keycloak });

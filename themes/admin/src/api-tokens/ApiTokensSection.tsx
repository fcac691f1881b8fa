import { useAccess, useRealm, ViewHeader } from "@keycloak/keycloak-admin-ui";
import { AlertProvider } from "@keycloak/keycloak-ui-shared";
import { PageSection, Tab as TabItem, Tabs, TabTitleText } from "@patternfly/react-core";
import { lazy, type MouseEvent, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useHref, useNavigate, useParams } from "react-router-dom";
import { ClientContext } from "./rest/ClientContext";
import { Loading } from "./Loading";
import { useAdminApiTokens } from "./rest/useAdminApiTokens";
import { CONTENT } from "./tokens/content";
import { LookupTab } from "./lookup/LookupTab";
import { maySeeServers, maySeeSettings, maySeeTokens, sectionPath, type Tab } from "./section";
import { NoServers } from "./servers/NoServers";
import { ServersTab } from "./servers/ServersTab";
import { SettingsTab } from "./settings/SettingsTab";
import { TokensTab } from "./tokens/TokensTab";

const OverviewTab = lazy(() => import("./overview/OverviewTab"));

const titles: Record<Tab, string> = {
  tokens: "apiTokensTokens",
  overview: "apiTokensOverview",
  leaked: "apiTokensLeaked",
  servers: "apiTokensServers",
  settings: "apiTokensSettings",
};

/** The realm's API tokens, as far as the admin may see them. */
const ApiTokensSection = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasSomeAccess } = useAccess();
  const { tab } = useParams();
  const client = useAdminApiTokens(realm);

  const offered: Tab[] = [
    ...(maySeeTokens(hasSomeAccess) ? (["tokens", "overview", "leaked"] as const) : []),
    ...(maySeeServers(hasSomeAccess) ? (["servers"] as const) : []),
    ...(maySeeSettings(hasSomeAccess) ? (["settings"] as const) : []),
  ];
  const current = offered.find((name) => name === tab) ?? offered[0];

  return (
    <AlertProvider>
      <ViewHeader titleKey="apiTokens" subKey="apiTokensExplain" divider={false} />
      <PageSection variant="light" padding={{ default: "noPadding" }}>
        <Tabs
          activeKey={current}
          component="nav"
          aria-label={t("apiTokens")}
          backScrollAriaLabel={t("apiTokensScrollBack")}
          forwardScrollAriaLabel={t("apiTokensScrollForward")}
          inset={{ default: "insetNone", xl: "insetLg" }}
        >
          {offered.map((name) => (
            <SectionTab key={name} eventKey={name} realm={realm} title={t(titles[name])} />
          ))}
        </Tabs>
      </PageSection>
      {/* The realm as the key: nothing of one realm's tokens is left over in another. */}
      <div id={CONTENT} key={realm} tabIndex={-1}>
        <ClientContext.Provider value={client}>
          {current === "tokens" && <NoServers />}
          {current === "tokens" && <TokensTab />}
          {current === "overview" && (
            <Suspense fallback={<Loading />}>
              <OverviewTab />
            </Suspense>
          )}
          {current === "leaked" && <LookupTab />}
          {current === "servers" && <ServersTab />}
          {current === "settings" && <SettingsTab />}
        </ClientContext.Provider>
      </div>
    </AlertProvider>
  );
};

type SectionTabProps = { eventKey: Tab; realm: string; title: string };

/** A tab that is a link. */
const SectionTab = ({ eventKey, realm, title, ...rest }: SectionTabProps) => {
  const path = sectionPath(realm, eventKey);
  const navigate = useNavigate();
  return (
    <TabItem
      {...rest}
      eventKey={eventKey}
      title={<TabTitleText>{title}</TabTitleText>}
      href={useHref(path)}
      onClick={(event: MouseEvent) => {
        event.preventDefault();
        void navigate(path);
      }}
      tabContentId={CONTENT}
      data-testid={`tab-${eventKey}`}
    />
  );
};

export default ApiTokensSection;

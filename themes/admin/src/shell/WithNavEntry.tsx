import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useLocation, useMatch } from "react-router-dom";
import { Loading } from "../api-tokens/Loading";
import { maySeeSection, sectionPath } from "../api-tokens/section";

const ClientTokens = lazy(() => import("../api-tokens/machines/ClientTokens"));
const TokensLink = lazy(() => import("../api-tokens/people/TokensLink"));

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The page of a section, and in the stock navigation the entry that leads to API tokens. */
export const WithNavEntry = () => (
  <>
    <NavEntry />
    <OnClientPage />
    <OnPersonPage />
    <Suspense fallback={<Loading />}>
      <Outlet />
    </Suspense>
  </>
);

/** What stands above the stock page of a client. */
const OnClientPage = () => {
  const { pathname } = useLocation();
  const uuid = useMatch("/:realm/clients/:uuid/:tab")?.params.uuid;
  return uuid && UUID.test(uuid) ? (
    <Suspense>
      {/* Another tab may have changed the client meanwhile. */}
      <ClientTokens key={pathname} uuid={uuid} />
    </Suspense>
  ) : null;
};

/** What stands above the stock page of a person, whose id may be a directory's. */
const OnPersonPage = () => {
  const userId = useMatch("/:realm/users/:id/:tab")?.params.id;
  return userId ? (
    <Suspense>
      <TokensLink key={userId} userId={userId} />
    </Suspense>
  ) : null;
};

/** Put at the end of the stock navigation's group "Manage", which itself can't take an entry more. */
const NavEntry = () => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasSomeAccess } = useAccess();
  // It comes and goes with what the admin may do in a realm.
  const list = useSyncExternalStore(onPageChange, () => manageList(t("manage")));

  return list && maySeeSection(hasSomeAccess)
    ? createPortal(
        <li>
          <NavLink
            id="nav-item-api-tokens"
            data-testid="nav-item-api-tokens"
            to={sectionPath(realm)}
            className={({ isActive }) => `pf-v5-c-nav__link${isActive ? " pf-m-current" : ""}`}
          >
            {t("apiTokens")}
          </NavLink>
        </li>,
        list,
      )
    : null;
};

const manageList = (name: string) =>
  document.querySelector(`.keycloak__page_nav__nav section[aria-label="${CSS.escape(name)}"] ul`);

function onPageChange(tell: () => void) {
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}

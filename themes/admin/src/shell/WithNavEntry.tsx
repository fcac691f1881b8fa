import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import { Spinner } from "@patternfly/react-core";
import { Suspense, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet } from "react-router-dom";
import { maySeeSection, sectionPath } from "../api-tokens/section";

/** The page of a section, and in the stock navigation the entry that leads to API tokens. */
export const WithNavEntry = () => (
  <>
    <NavEntry />
    <Suspense fallback={<Spinner />}>
      <Outlet />
    </Suspense>
  </>
);

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

import { Page } from "@keycloak/keycloak-account-ui";
import { type PropsWithChildren, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router-dom";
import { usePagePath } from "../shell/usePagePath";

type ViewProps = PropsWithChildren<{
  title: string;
  description: string;
  /** Whether the list is left here, and to be come back to. */
  isBelowList?: boolean;
}>;

/** One of the pages that the API Tokens page is made of. */
export const View = ({ title, description, isBelowList = false, children }: ViewProps) => {
  const { t } = useTranslation();
  const { key } = useLocation();
  const list = usePagePath();
  const top = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // What led here, and had the focus, is gone; nobody was led here by an address of their own.
    if (key !== "default" && document.activeElement === document.body) {
      top.current?.focus();
    }
  }, [key]);

  return (
    <Page title={title} description={description}>
      <div ref={top} tabIndex={-1} className="api-tokens-stack" data-testid="view">
        {isBelowList && (
          <nav aria-label={t("apiTokensBreadcrumb")}>
            <Link to={list} data-testid="to-list">
              {t("apiTokensBack")}
            </Link>
          </nav>
        )}
        {children}
      </div>
    </Page>
  );
};

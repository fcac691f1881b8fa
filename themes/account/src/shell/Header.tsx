import { useEnvironment } from "@keycloak/keycloak-account-ui";
import { KeycloakMasthead, label } from "@keycloak/keycloak-ui-shared";
import { Button, DropdownItem } from "@patternfly/react-core";
import { ExternalLinkSquareAltIcon } from "@patternfly/react-icons";
import { type MouseEvent, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useHref, useNavigate } from "react-router-dom";
import type { Environment } from "../environment";
import { usePagePath } from "./usePagePath";
import "./header.css";

const BackToReferrer = () => {
  const { environment } = useEnvironment<Environment>();
  const { t } = useTranslation();
  const { referrerName, referrerUrl } = environment;

  return referrerUrl ? (
    <Button
      data-testid="referrer-link"
      component="a"
      href={referrerUrl.replace("_hash_", "#")}
      variant="link"
      icon={<ExternalLinkSquareAltIcon />}
      iconPosition="right"
      isInline
    >
      {t("backTo", { app: label(t, referrerName, referrerUrl) })}
    </Button>
  ) : null;
};

/** The stock header, with API Tokens in the avatar's menu. */
export const Header = () => {
  const { environment, keycloak } = useEnvironment<Environment>();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const page = usePagePath();
  const pageHref = useHref(page);

  // A theme's logoUrl that begins with a slash is a page of the console, any other an address.
  const logoUrl = environment.logoUrl || "/";
  const logoHref = useHref(logoUrl);

  useEffect(() => {
    // The stock header's button for narrow screens has no name.
    document
      .querySelector('[data-testid="options-kebab-toggle"]')
      ?.setAttribute("aria-label", t("apiTokensAccountMenu"));
  }, [t]);

  return (
    <KeycloakMasthead
      data-testid="page-header"
      keycloak={keycloak}
      features={{ hasManageAccount: false }}
      brand={{
        href: logoUrl.startsWith("/") ? logoHref : logoUrl,
        src: `${environment.resourceUrl}/${(environment.logo || "logo.svg").replace(/^\//, "")}`,
        alt: t("logo"),
        className: "api-tokens-brand",
      }}
      dropdownItems={[
        <DropdownItem
          key="api-tokens"
          data-testid="menu-api-tokens"
          to={pageHref}
          onClick={(event?: MouseEvent) => {
            event?.preventDefault();
            void navigate(page);
          }}
        >
          {t("apiTokens")}
        </DropdownItem>,
      ]}
      toolbarItems={[<BackToReferrer key="referrer" />]}
    />
  );
};

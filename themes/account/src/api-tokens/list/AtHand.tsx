import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { Notice } from "../../../../shared/ui/Notice";
import { usePagePath } from "../../shell/usePagePath";
import type { Issued } from "../create/issued";

/** Leads back to a secret that is not gone yet. */
export const AtHand = ({ issued: { token } }: { issued: Issued }) => {
  const { t } = useTranslation();
  const page = usePagePath();
  return (
    <Notice
      variant="warning"
      title={t("apiTokensAtHand", { name: token.name })}
      actionLinks={<Link to={`${page}/${token.id}`}>{t("apiTokensShowAgain")}</Link>}
      data-testid="at-hand"
    />
  );
};

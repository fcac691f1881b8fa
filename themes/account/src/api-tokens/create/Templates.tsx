import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { usePagePath } from "../../shell/usePagePath";
import { useApiTokens } from "../rest/ApiTokensContext";

/** What admins have prepared for forms to be filled in with. */
export const Templates = () => {
  const { t } = useTranslation();
  const {
    limits: { templates },
  } = useApiTokens();
  const page = usePagePath();
  return templates.length > 0 ? (
    <nav aria-label={t("apiTokensTemplates")} className="api-tokens-detail" data-testid="templates">
      {t("apiTokensTemplates")}:
      {templates.map(({ name, query }) => (
        <Link key={name} to={`${page}/new?${query}`}>
          <bdi>{name}</bdi>
        </Link>
      ))}
    </nav>
  ) : null;
};

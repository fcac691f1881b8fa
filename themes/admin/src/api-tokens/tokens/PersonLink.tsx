import { useTranslation } from "react-i18next";
import { generatePath, Link } from "react-router-dom";
import type { ApiToken } from "../rest/apiToken";

/** Whose token it is, with a link to their page; nobody's when the person is gone. */
export const PersonLink = ({ realm, token }: { realm: string; token: ApiToken }) => {
  const { t } = useTranslation();
  return token.username === null ? (
    t("apiTokensPersonGone")
  ) : (
    <Link to={generatePath("/:realm/users/:id/settings", { realm, id: token.userId })}>
      {token.username}
    </Link>
  );
};

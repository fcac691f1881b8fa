import { useTranslation } from "react-i18next";
import { relativeTime } from "../../../../shared/ui/dates";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";

type LastUseProps = { token: ApiToken; now: Date; locale: string };

/** How long ago a token was last used, and where. */
export const LastUse = ({ token: { lastUsedAt, lastUsedBy }, now, locale }: LastUseProps) => {
  const { t } = useTranslation();
  const { servers } = useApiTokens();
  if (!lastUsedAt) {
    return t("apiTokensNever");
  }
  const when = relativeTime(new Date(lastUsedAt), now, locale);
  const server = servers.find(({ id }) => id === lastUsedBy)?.name ?? lastUsedBy;
  return server ? t("apiTokensLastUse", { when, server }) : when;
};

import { useTranslation } from "react-i18next";
import { dateAndTime, dateLocale, relativeTime } from "../../../../shared/ui/dates";
import type { ApiToken } from "../rest/apiToken";

/** When a token was last used, and where. */
export const LastUse = ({ token: { lastUsedAt, lastUsedBy } }: { token: ApiToken }) => {
  const { t, i18n } = useTranslation();
  if (!lastUsedAt) {
    return t("apiTokensNever");
  }
  const locale = dateLocale(i18n.language);
  const date = new Date(lastUsedAt);
  const when = relativeTime(date, new Date(), locale);
  return (
    <time dateTime={lastUsedAt} title={dateAndTime(date, locale)}>
      {lastUsedBy ? t("apiTokensLastUse", { when, server: lastUsedBy }) : when}
    </time>
  );
};

import { Badge } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { blockedMessage } from "../../../../shared/ui/blocked";
import { isSoon, relativeTime, shortDate } from "../../../../shared/ui/dates";
import { Instant } from "../details/Instant";
import type { ApiToken } from "../rest/apiToken";

type ExpiresProps = {
  token: ApiToken;
  now: Date;
  locale: string;
  /** Whether the time is told as well as the day. */
  isExact?: boolean;
};

/** When a token stops working, and whether it has. */
export const Expires = ({ token, now, locale, isExact = false }: ExpiresProps) => {
  const { t } = useTranslation();
  const end = token.expiresAt === null ? undefined : new Date(token.expiresAt);

  function badge() {
    if (token.status === "revoked") {
      return <Badge isRead>{t("apiTokensRevoked")}</Badge>;
    }
    if (token.status === "expired") {
      return <Badge isRead>{t("apiTokensExpired")}</Badge>;
    }
    if (token.status === "blocked") {
      return <Badge>{t("apiTokensBlocked")}</Badge>;
    }
    return end && isSoon(end, now) ? (
      <Badge>{t("apiTokensExpiresSoon", { when: relativeTime(end, now, locale) })}</Badge>
    ) : null;
  }

  return (
    <span className="api-tokens-expires">
      {end && token.expiresAt ? (
        isExact ? (
          <Instant at={token.expiresAt} locale={locale} />
        ) : (
          <time dateTime={token.expiresAt}>{shortDate(end, locale)}</time>
        )
      ) : (
        t("apiTokensNever")
      )}
      {badge()}
      {token.status === "blocked" && <small>{t(blockedMessage(token.blockedReason))}</small>}
      {token.previousSecretExpiresAt && (
        <small>
          {t("apiTokensGraceEnds", {
            when: relativeTime(new Date(token.previousSecretExpiresAt), now, locale),
          })}
        </small>
      )}
    </span>
  );
};

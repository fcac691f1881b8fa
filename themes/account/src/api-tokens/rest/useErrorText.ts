import { useTranslation } from "react-i18next";
import type { ErrorCode } from "../../../../shared/rest/errorCodes";
import type { Settings } from "./apiToken";
import { useApiTokens } from "./ApiTokensContext";
import { errorMessages } from "./errorMessages";

/** What is said of an error, with the number that it is about where there is one. */
export function useErrorText() {
  const { t } = useTranslation();
  const { limits } = useApiTokens();

  /** @param maxLifetimeDays of what was asked for; the realm's when left out */
  return (code: ErrorCode, { maxLifetimeDays }: Pick<Settings, "maxLifetimeDays"> = limits) => {
    switch (code) {
      case "too_many_tokens":
        return t(errorMessages[code], { count: limits.maxPerUser });
      case "expiration_too_far":
        // Where the page knows of no limit, there is one since it was loaded.
        return maxLifetimeDays === null
          ? t("apiTokensExpirationTooFar")
          : t(errorMessages[code], { count: maxLifetimeDays });
      default:
        return t(errorMessages[code]);
    }
  };
}

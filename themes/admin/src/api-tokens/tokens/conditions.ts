import { useTranslation } from "react-i18next";
import { dateLocale, shortDate } from "../../../../shared/ui/dates";
import type { TokenFilter } from "../rest/filter";
import { filterMessages } from "./statusMessages";

/** One member of a filter that says something; the label is a message. */
export type Condition = {
  member: keyof TokenFilter;
  label: string;
  value: string;
  kind: "text" | "day" | "message";
};

/** What a filter demands, one by one. */
export const conditionsOf = (filter: TokenFilter): Condition[] =>
  (
    [
      ["status", "apiTokensStatus", filter.status && filterMessages[filter.status], "message"],
      ["search", "apiTokensSearch", filter.search, "text"],
      ["resource", "apiTokensResource", filter.resource, "text"],
      ["userId", "apiTokensUserId", filter.userId, "text"],
      ["createdBefore", "apiTokensCreatedBefore", filter.createdBefore, "day"],
      ["unusedSince", "apiTokensUnusedSince", filter.unusedSince, "day"],
      ["expiresBefore", "apiTokensExpiresBefore", filter.expiresBefore, "day"],
      ["neverExpires", "apiTokensExpiresAt", filter.neverExpires && "apiTokensNever", "message"],
    ] as const
  )
    .map(([member, label, value, kind]) => ({ member, label, value, kind }))
    .filter(({ value }) => value);

/** Says a condition in words. */
export function useConditionText() {
  const { t, i18n } = useTranslation();
  const locale = dateLocale(i18n.language);
  const shown = ({ value, kind }: Condition) =>
    ({
      text: () => value,
      day: () => shortDate(new Date(`${value}T00:00:00`), locale),
      message: () => t(value),
    })[kind]();
  return (condition: Condition) =>
    t("apiTokensCondition", { label: t(condition.label), value: shown(condition) });
}

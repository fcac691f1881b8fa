import { List, ListItem, Text } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { dateLocale, shortDate } from "../../../../shared/ui/dates";
import type { TokenFilter } from "../rest/filter";
import type { Revocation } from "./revocation";
import { filterMessages } from "./statusMessages";

/** How many of the selected tokens are called by their names. */
const NAMED = 5;

/** Which tokens a revocation is about, in words. */
export const RevokedTokens = ({ revocation }: { revocation: Revocation }) => {
  const { t, i18n } = useTranslation();
  switch (revocation.kind) {
    case "one": {
      const { hint, username } = revocation.token;
      return (
        <Text>{t("apiTokensOf", { hint, person: username ?? t("apiTokensPersonGone") })}</Text>
      );
    }
    case "selected": {
      const more = revocation.tokens.length - NAMED;
      return (
        <List>
          {revocation.tokens.slice(0, NAMED).map(({ id, name, username }) => (
            <ListItem key={id}>
              {t("apiTokensNameOf", { name, person: username ?? t("apiTokensPersonGone") })}
            </ListItem>
          ))}
          {more > 0 && <ListItem>{t("apiTokensMore", { count: more })}</ListItem>}
        </List>
      );
    }
    case "matching": {
      const locale = dateLocale(i18n.language);
      const shown = (value: string, kind: "text" | "day" | "message") =>
        ({
          text: () => value,
          day: () => shortDate(new Date(`${value}T00:00:00`), locale),
          message: () => t(value),
        })[kind]();
      return (
        <>
          <Text>{t("apiTokensMatching")}</Text>
          <List data-testid="revoke-conditions">
            {conditions(revocation.filter).map(([label, value, kind]) => (
              <ListItem key={label}>
                {t("apiTokensCondition", { label: t(label), value: shown(value, kind) })}
              </ListItem>
            ))}
          </List>
        </>
      );
    }
  }
};

const conditions = (filter: TokenFilter) =>
  (
    [
      ["apiTokensStatus", filterMessages.active, "message"],
      ["apiTokensSearch", filter.search, "text"],
      ["apiTokensResource", filter.resource, "text"],
      ["apiTokensUnusedSince", filter.unusedSince, "day"],
      ["apiTokensExpiresBefore", filter.expiresBefore, "day"],
    ] as const
  ).filter(([, value]) => value);

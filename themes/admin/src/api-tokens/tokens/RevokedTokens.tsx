import { List, ListItem, Text } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { conditionsOf, useConditionText } from "./conditions";
import type { Revocation } from "./revocation";

/** How many of the selected tokens are called by their names. */
const NAMED = 5;

/** Which tokens a revocation is about, in words. */
export const RevokedTokens = ({ revocation }: { revocation: Revocation }) => {
  const { t } = useTranslation();
  const textOf = useConditionText();
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
    case "matching":
      return (
        <>
          <Text>{t("apiTokensMatching")}</Text>
          <List data-testid="revoke-conditions">
            {conditionsOf(revocation.filter).map((condition) => (
              <ListItem key={condition.member}>{textOf(condition)}</ListItem>
            ))}
          </List>
        </>
      );
  }
};

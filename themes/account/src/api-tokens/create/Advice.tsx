import { List, ListItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

const advice = [
  "apiTokensAdviceOnePerUse",
  "apiTokensAdviceName",
  "apiTokensAdviceExpiry",
  "apiTokensAdviceRevoke",
  "apiTokensAdviceShare",
];

export const Advice = () => {
  const { t } = useTranslation();
  return (
    <List>
      {advice.map((key) => (
        <ListItem key={key}>{t(key)}</ListItem>
      ))}
    </List>
  );
};

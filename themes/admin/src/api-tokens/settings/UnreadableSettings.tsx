import { List, ListItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Notice } from "../../../../shared/ui/Notice";
import type { Unreadable } from "../rest/settings";

/** What somebody stored past this page, and nobody can read. */
export const UnreadableSettings = ({ unreadable }: { unreadable: Unreadable[] }) => {
  const { t } = useTranslation();
  return unreadable.length === 0 ? null : (
    <Notice
      variant="warning"
      className="pf-v5-u-mb-lg"
      title={t("apiTokensUnreadable")}
      data-testid="unreadable-settings"
    >
      <List>
        {unreadable.map(({ attribute, expected, applied }) => (
          <ListItem key={attribute}>
            {t(applied === null ? "apiTokensUnreadableDefault" : "apiTokensUnreadableApplied", {
              attribute,
              expected,
              applied,
            })}
          </ListItem>
        ))}
      </List>
    </Notice>
  );
};

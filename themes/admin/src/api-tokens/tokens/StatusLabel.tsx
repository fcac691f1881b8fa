import { Label } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { ApiToken } from "../rest/apiToken";
import { statusMessages } from "./statusMessages";

const colors = { active: "green", expired: "grey", revoked: "red" } as const;

export const StatusLabel = ({ status }: Pick<ApiToken, "status">) => {
  const { t } = useTranslation();
  return (
    <Label isCompact color={colors[status]}>
      {t(statusMessages[status])}
    </Label>
  );
};

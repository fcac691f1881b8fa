import { Label } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { blockedMessage } from "../../../../shared/ui/blocked";
import type { ApiToken } from "../rest/apiToken";
import { statusMessages } from "./statusMessages";

const colors = { active: "green", blocked: "orange", expired: "grey", revoked: "red" } as const;

/** How a token stands, and of one that is blocked, why. */
export const StatusLabel = ({
  status,
  blockedReason,
}: Pick<ApiToken, "status" | "blockedReason">) => {
  const { t } = useTranslation();
  return (
    <>
      <Label isCompact color={colors[status]}>
        {t(statusMessages[status])}
      </Label>
      {status === "blocked" && (
        <small className="api-tokens-description">{t(blockedMessage(blockedReason))}</small>
      )}
    </>
  );
};

import { useRealm } from "@keycloak/keycloak-admin-ui";
import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { dateLocale, shortDate } from "../../../../shared/ui/dates";
import type { ApiToken } from "../rest/apiToken";
import { Access } from "./Access";
import type { Column } from "./columns";
import { LastUse } from "./LastUse";
import { PersonLink } from "./PersonLink";
import { RevokedBy } from "./RevokedBy";
import { revocationMessage } from "./revocationMessages";
import { StatusLabel } from "./StatusLabel";

type TokenCellProps = { column: Column; token: ApiToken; onDetails: (token: ApiToken) => void };

/** What a row says of its token in one column. */
export const TokenCell = ({ column, token, onDetails }: TokenCellProps) => {
  const { t, i18n } = useTranslation();
  const { realm } = useRealm();
  const date = (instant: string) => shortDate(new Date(instant), dateLocale(i18n.language));
  switch (column) {
    case "person":
      return <PersonLink realm={realm} token={token} />;
    case "name":
      return (
        <>
          <Button
            variant="link"
            isInline
            onClick={() => onDetails(token)}
            aria-haspopup="dialog"
            data-testid="details"
          >
            {token.name}
          </Button>
          {token.description && (
            <small className="api-tokens-description">{token.description}</small>
          )}
        </>
      );
    case "hint":
      return <code>{token.hint}</code>;
    case "access":
      return <Access token={token} />;
    case "createdAt":
      return date(token.createdAt);
    case "createdWith":
      return token.createdByClient;
    case "expiresAt":
      return token.expiresAt ? date(token.expiresAt) : t("apiTokensNever");
    case "lastUsedAt":
      return <LastUse token={token} />;
    case "lastAddress":
      return token.uses[0]?.address;
    case "status":
      return (
        <span>
          <StatusLabel {...token} />
        </span>
      );
    case "revokedBy":
      return token.revokedBy && <RevokedBy token={token} />;
    case "reason":
      return token.revocationReason && t(revocationMessage(token.revocationReason));
  }
};

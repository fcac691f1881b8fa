import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dateLocale } from "../../../../shared/ui/dates";
import { AccessText } from "../list/AccessText";
import { Expires } from "../list/Expires";
import { LastUse } from "../list/LastUse";
import { Uses } from "../list/Uses";
import type { ApiToken } from "../rest/apiToken";
import { Instant } from "./Instant";
import { revocationMessage } from "./revocation";

type TokenDetailsProps = { token: ApiToken; now: Date };

/** What a token is, what it may be used for, and what has become of it, in the order in which it came. */
export const TokenDetails = ({ token, now }: TokenDetailsProps) => {
  const { t, i18n } = useTranslation();
  const locale = dateLocale(i18n.language);
  const details: Record<string, ReactNode> = {
    [t("apiTokensHint")]: <code>{token.hint}</code>,
    [t("apiTokensAccess")]: <AccessText token={token} isWhole />,
    [t("apiTokensCreatedAt")]: (
      <>
        <Instant at={token.createdAt} locale={locale} />
        <small className="api-tokens-description">
          {t("apiTokensCreatedWith", { client: token.createdByClient })}
        </small>
      </>
    ),
    [t("apiTokensRotatedAt")]: token.rotatedAt && <Instant at={token.rotatedAt} locale={locale} />,
    [t("apiTokensExpires")]: <Expires token={token} now={now} locale={locale} isExact />,
    [t("apiTokensLastUsed")]: (
      <>
        <LastUse token={token} now={now} locale={locale} />
        {token.lastUsedAt && (
          <small className="api-tokens-description">
            <Instant at={token.lastUsedAt} locale={locale} />
          </small>
        )}
      </>
    ),
    [t("apiTokensUsedFrom")]: token.uses.length > 0 && (
      <Uses uses={token.uses} now={now} locale={locale} />
    ),
    [t("apiTokensRevoked")]: token.revokedAt && (
      <>
        <Instant at={token.revokedAt} locale={locale} />
        <small className="api-tokens-description">
          {t(revocationMessage(token.revocationReason))}
        </small>
      </>
    ),
  };

  return (
    <DescriptionList isHorizontal isCompact data-testid="details">
      {Object.entries(details)
        .filter(([, value]) => value)
        .map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
    </DescriptionList>
  );
};

import { useRealm } from "@keycloak/keycloak-admin-ui";
import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dateAndTime, dateLocale } from "../../../../shared/ui/dates";
import type { ApiToken } from "../rest/apiToken";
import { Access, removedOf } from "./Access";
import { LastUse } from "./LastUse";
import { PersonLink } from "./PersonLink";
import { RevokedBy } from "./RevokedBy";
import { revocationMessage } from "./revocationMessages";
import { StatusLabel } from "./StatusLabel";

const uses = (token: ApiToken) =>
  token.uses
    .map(({ address, userAgent }) => (userAgent ? `${address} (${userAgent})` : address))
    .join(", ");

const optional = (label: string, value: string | null): [string, ReactNode][] =>
  value ? [[label, value]] : [];

/** All that is known of a token, and what became of it. */
export const TokenDetails = ({ token }: { token: ApiToken }) => {
  const { t, i18n } = useTranslation();
  const { realm } = useRealm();
  const locale = dateLocale(i18n.language);
  const time = (instant: string | null) => instant && dateAndTime(new Date(instant), locale);
  const rows: [string, ReactNode][] = [
    ["apiTokensPerson", <PersonLink key="person" realm={realm} token={token} />],
    ["apiTokensName", token.name],
    ...optional("apiTokensDescription", token.description),
    ...optional("apiTokensClient", token.clientId),
    ...optional("apiTokensContact", token.contact),
    ["apiTokensHint", <code key="hint">{token.hint}</code>],
    ["apiTokensStatus", <StatusLabel key="status" {...token} />],
    ...(token.revocationReason
      ? [["apiTokensWhy", t(revocationMessage(token.revocationReason))] satisfies [string, string]]
      : []),
    ...optional("apiTokensRevokedAt", time(token.revokedAt)),
    ...(token.revokedBy
      ? [
          ["apiTokensRevokedBy", <RevokedBy key="revokedBy" token={token} />] satisfies [
            string,
            ReactNode,
          ],
        ]
      : []),
    ["apiTokensAccess", <Access key="access" token={token} />],
    ...optional("apiTokensRemoved", removedOf(token)),
    ...optional("apiTokensAddresses", token.addresses.join(", ")),
    ["apiTokensCreatedAt", time(token.createdAt)],
    ["apiTokensCreatedWith", token.createdByClient],
    ...optional("apiTokensRotatedAt", time(token.rotatedAt)),
    ["apiTokensExpiresAt", time(token.expiresAt) ?? t("apiTokensNever")],
    ["apiTokensLastUsedAt", <LastUse key="lastUse" token={token} />],
    ...optional("apiTokensUses", uses(token)),
  ];
  return (
    <DescriptionList isHorizontal>
      {rows.map(([label, value]) => (
        <DescriptionListGroup key={label}>
          <DescriptionListTerm>{t(label)}</DescriptionListTerm>
          <DescriptionListDescription>{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
};

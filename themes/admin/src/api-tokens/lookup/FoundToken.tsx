import { useRealm } from "@keycloak/keycloak-admin-ui";
import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dateAndTime, dateLocale } from "../../../../shared/ui/dates";
import { type ApiToken, isRevocable } from "../rest/apiToken";
import { LastUse } from "../tokens/LastUse";
import { PersonLink } from "../tokens/PersonLink";
import { StatusLabel } from "../tokens/StatusLabel";

type FoundTokenProps = { token: ApiToken; onRevoke: () => void };

const uses = (token: ApiToken) =>
  token.uses
    .map(({ address, userAgent }) => (userAgent ? `${address} (${userAgent})` : address))
    .join(", ");

const optional = (label: string, value: string | null): [string, ReactNode][] =>
  value ? [[label, value]] : [];

/** Whose token it is, and what became of it. */
export const FoundToken = ({ token, onRevoke }: FoundTokenProps) => {
  const { t, i18n } = useTranslation();
  const { realm } = useRealm();
  const locale = dateLocale(i18n.language);
  const rows: [string, ReactNode][] = [
    ["apiTokensPerson", <PersonLink key="person" realm={realm} token={token} />],
    ["apiTokensName", token.name],
    ...optional("apiTokensDescription", token.description),
    ...optional("apiTokensClient", token.clientId),
    ...optional("apiTokensContact", token.contact),
    ["apiTokensHint", <code key="hint">{token.hint}</code>],
    ["apiTokensStatus", <StatusLabel key="status" {...token} />],
    ["apiTokensCreatedAt", dateAndTime(new Date(token.createdAt), locale)],
    [
      "apiTokensExpiresAt",
      token.expiresAt ? dateAndTime(new Date(token.expiresAt), locale) : t("apiTokensNever"),
    ],
    ["apiTokensLastUsedAt", <LastUse key="lastUse" token={token} />],
    ...optional("apiTokensAddresses", token.addresses.join(", ")),
    ...optional("apiTokensUses", uses(token)),
  ];
  return (
    <section data-testid="found-token">
      <DescriptionList isHorizontal>
        {rows.map(([label, value]) => (
          <DescriptionListGroup key={label}>
            <DescriptionListTerm>{t(label)}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {isRevocable(token) && (
        <Button
          className="pf-v5-u-mt-lg"
          variant="danger"
          onClick={onRevoke}
          data-testid="revoke-found"
        >
          {t("apiTokensRevoke")}
        </Button>
      )}
    </section>
  );
};

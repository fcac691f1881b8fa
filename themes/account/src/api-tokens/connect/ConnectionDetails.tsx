import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Title,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { ResourceServer } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { CopyButton } from "./CopyButton";
import { authorization, PLACEHOLDER, transportOf } from "./snippets";
import { Snippets } from "./Snippets";

const Connection = ({ server }: { server: ResourceServer }) => {
  const { t } = useTranslation();
  const { name, endpoint } = server;
  const details = [
    { term: t("apiTokensEndpoint"), value: endpoint, isCode: true },
    { term: t("apiTokensTransport"), value: t(transportOf(server.type)) },
    {
      term: t("apiTokensAuthentication"),
      value: authorization(PLACEHOLDER),
      isCode: true,
    },
  ];

  return (
    <section className="api-tokens-panel" aria-label={name} data-testid={`connection-${server.id}`}>
      <Title headingLevel="h3" size="lg">
        <bdi>{name}</bdi>
      </Title>
      <DescriptionList isHorizontal isCompact>
        {details.map(({ term, value, isCode }) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>
              {value ? (
                <div className="api-tokens-detail">
                  {isCode ? <code>{value}</code> : value}
                  <CopyButton text={value} label={`${name}: ${term}`} />
                </div>
              ) : (
                t("apiTokensNoEndpoint")
              )}
            </DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {endpoint && <Snippets server={{ ...server, endpoint }} idPrefix="details" />}
    </section>
  );
};

/** Where tokens may be used, and how. */
export const ConnectionDetails = () => {
  const { servers } = useApiTokens();
  return (
    <div className="api-tokens-stack">
      {servers.map((server) => (
        <Connection key={server.id} server={server} />
      ))}
    </div>
  );
};

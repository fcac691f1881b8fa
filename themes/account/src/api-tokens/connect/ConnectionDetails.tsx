import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Title,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../../shared/ui/CopyButton";
import type { ResourceServer } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { authorization, isPublished, PLACEHOLDER, transportOf } from "./connection";
import { ServerPicker } from "./ServerPicker";
import { Snippets } from "./Snippets";

const ConnectionTo = ({ server }: { server: ResourceServer }) => {
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
      {isPublished(server) && <Snippets server={server} idPrefix="details" />}
    </section>
  );
};

/** Where tokens may be used, and how. */
export const ConnectionDetails = () => {
  const { servers } = useApiTokens();
  return (
    <ServerPicker servers={servers} idPrefix="details">
      {(server) => <ConnectionTo key={server.id} server={server} />}
    </ServerPicker>
  );
};

import { Alert, Button, Title } from "@patternfly/react-core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { serversOf } from "./access";
import type { CreatedApiToken, ResourceServer } from "../rest/apiTokens";
import { CodeSample } from "../connect/CodeSample";
import { Snippets } from "../connect/Snippets";

type CreatedTokenProps = {
  created: CreatedApiToken;
  servers: ResourceServer[];
  onClose: () => void;
};

/** The one place that shows a token. */
export const CreatedToken = ({ created, servers, onClose }: CreatedTokenProps) => {
  const { t } = useTranslation();
  const heading = useRef<HTMLDivElement>(null);

  useEffect(() => heading.current?.focus(), []);

  return (
    <section
      data-testid="created-token"
      className="api-tokens-panel api-tokens-created"
      aria-labelledby="created-token-title"
    >
      <div ref={heading} tabIndex={-1}>
        <Title headingLevel="h2" size="xl" id="created-token-title">
          {t(created.rotatedAt ? "apiTokensRotatedTitle" : "apiTokensCreatedTitle", {
            name: created.name,
          })}
        </Title>
      </div>
      <Alert isInline variant="warning" component="p" title={t("apiTokensCopyNow")} />
      <CodeSample text={created.token} label={t("apiTokensToken")} data-testid="token" />
      <Title headingLevel="h3" size="md">
        {t("apiTokensConnect")}
      </Title>
      {serversOf(created, servers).map(
        ({ endpoint, ...server }) =>
          endpoint && (
            <div key={server.id}>
              <Title headingLevel="h4" size="md">
                <bdi>{server.name}</bdi>
              </Title>
              <Snippets server={{ ...server, endpoint }} token={created.token} idPrefix="created" />
            </div>
          ),
      )}
      <div>
        <Button variant="primary" onClick={onClose} data-testid="close-created">
          {t("apiTokensClose")}
        </Button>
      </div>
    </section>
  );
};

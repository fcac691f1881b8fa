import { Alert, Button, Title } from "@patternfly/react-core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CodeSample } from "../connect/CodeSample";
import { Snippets } from "../connect/Snippets";
import type { CreatedApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { serversOf } from "./access";

/** A token whose secret is at hand, and how it came by it. */
export type Issued = { kind: "created" | "rotated"; token: CreatedApiToken };

type IssuedTokenProps = { issued: Issued; onClose: () => void };

const titles = { created: "apiTokensCreatedTitle", rotated: "apiTokensRotatedTitle" };

/** The one place that shows a token. */
export const IssuedToken = ({ issued: { kind, token }, onClose }: IssuedTokenProps) => {
  const { t } = useTranslation();
  const { servers } = useApiTokens();
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
          {t(titles[kind], { name: token.name })}
        </Title>
      </div>
      <Alert isInline variant="warning" component="p" title={t("apiTokensCopyNow")} />
      <CodeSample text={token.token} label={t("apiTokensToken")} data-testid="token" />
      <Title headingLevel="h3" size="md">
        {t("apiTokensConnect")}
      </Title>
      {serversOf(token, servers).map(
        ({ endpoint, ...server }) =>
          endpoint && (
            <div key={server.id}>
              <Title headingLevel="h4" size="md">
                <bdi>{server.name}</bdi>
              </Title>
              <Snippets server={{ ...server, endpoint }} token={token.token} idPrefix="created" />
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

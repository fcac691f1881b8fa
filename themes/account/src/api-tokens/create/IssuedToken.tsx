import { Button, Title } from "@patternfly/react-core";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../../../../shared/ui/Notice";
import { OnCopied } from "../../../../shared/ui/onCopied";
import { CodeSample } from "../connect/CodeSample";
import { isPublished } from "../connect/connection";
import { ServerPicker } from "../connect/ServerPicker";
import { Snippets } from "../connect/Snippets";
import { useApiTokens } from "../rest/ApiTokensContext";
import { serversOf } from "./access";
import type { Issued } from "./issued";
import { TokenTest } from "./TokenTest";

type IssuedTokenProps = {
  issued: Issued;
  /** Hears that the token was copied, alone or in a snippet. */
  onCopied: () => void;
  onClose: () => void;
};

const titles = { created: "apiTokensCreatedTitle", rotated: "apiTokensRotatedTitle" };

/** Shows a token, and how to use it; nothing else does. */
export const IssuedToken = ({ issued: { kind, token }, onCopied, onClose }: IssuedTokenProps) => {
  const { t } = useTranslation();
  const { servers } = useApiTokens();
  const heading = useRef<HTMLDivElement>(null);
  const title = useId();
  const id = `created-${token.id}`;

  useEffect(() => heading.current?.focus(), []);

  return (
    <section
      data-testid="created-token"
      className="api-tokens-panel api-tokens-created"
      aria-labelledby={title}
      onCopy={() => {
        // By the keyboard, and what is selected may be anything of this.
        if (String(getSelection()).includes(token.token)) {
          onCopied();
        }
      }}
    >
      <div ref={heading} tabIndex={-1}>
        <Title headingLevel="h2" size="xl" id={title}>
          {t(titles[kind], { name: token.name })}
        </Title>
      </div>
      <Notice variant="warning" title={t("apiTokensCopyNow")} />
      <OnCopied.Provider value={onCopied}>
        <CodeSample text={token.token} label={t("apiTokensToken")} data-testid="token">
          <Button variant="primary" size="sm" onClick={onClose} data-testid="close-created">
            {t("apiTokensClose")}
          </Button>
        </CodeSample>
        <TokenTest token={token} />
        <Title headingLevel="h3" size="md">
          {t("apiTokensConnect")}
        </Title>
        <ServerPicker servers={serversOf(token, servers).filter(isPublished)} idPrefix={id}>
          {(server) => (
            <Snippets key={server.id} server={server} token={token.token} idPrefix={id} />
          )}
        </ServerPicker>
      </OnCopied.Provider>
    </section>
  );
};

import { Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ResourceServer } from "../rest/apiToken";
import { CodeSample } from "./CodeSample";
import { type Block, snippetsFor } from "./snippets";

type SnippetsProps = {
  server: ResourceServer & { endpoint: string };
  /** The token to put in; a placeholder without one. */
  token?: string;
  /** Tells two of these for the same server apart. */
  idPrefix: string;
};

/** Ready-made settings for the clients of a resource server, a tab each. */
export const Snippets = ({ server, token, idPrefix }: SnippetsProps) => {
  const { t } = useTranslation();
  const [active, setActive] = useState<string | number>(0);
  const headings: Record<Block["kind"], string> = {
    shell: "apiTokensSnippetShell",
    file: "apiTokensSnippetFile",
    prompt: "apiTokensSnippetPrompt",
  };

  return (
    <Tabs
      id={`${idPrefix}-${server.id}`}
      isBox
      activeKey={active}
      onSelect={(_, key) => setActive(key)}
      aria-label={t("apiTokensSnippetsFor", { server: server.name })}
    >
      {snippetsFor(server, token).map(({ client, blocks }, index) => (
        <Tab key={client} eventKey={index} title={<TabTitleText>{client}</TabTitleText>}>
          {blocks.map(({ kind, file, text }) => {
            const heading = t(headings[kind], { file });
            return (
              <div key={heading} className="api-tokens-block">
                <p>{heading}</p>
                <CodeSample text={text} label={`${client}: ${heading}`} />
              </div>
            );
          })}
        </Tab>
      ))}
    </Tabs>
  );
};

import { Button, Title } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConnectionDetails } from "./connect/ConnectionDetails";
import { CreatePanel } from "./create/CreatePanel";
import type { Draft } from "./create/draft";
import type { Issued } from "./create/IssuedToken";
import { IssuedTokens } from "./create/IssuedTokens";
import { TokenList } from "./list/TokenList";
import { hasEnded, withCreated, withRotated } from "./list/tokens";
import type { ApiToken } from "./rest/apiToken";
import { useApiTokens } from "./rest/ApiTokensContext";

type ApiTokensContentProps = {
  subject: string;
  initial?: Draft;
  tokens: ApiToken[];
  /** Changes the tokens as they are by then. */
  onChange: (change: (tokens: ApiToken[]) => ApiToken[]) => void;
  /** Brings more of them, where there are more. */
  onMore?: () => void;
};

/** The parts of the page, from top to bottom. */
export const ApiTokensContent = ({
  subject,
  initial,
  tokens,
  onChange,
  onMore,
}: ApiTokensContentProps) => {
  const { t } = useTranslation();
  const { servers } = useApiTokens();
  const [issued, setIssued] = useState<Issued[]>([]);

  // The secret that a rotation has replaced is worth nothing, nor is that of a token that has ended.
  const show = (now: Issued) =>
    setIssued((before) => [now, ...before.filter(({ token }) => token.id !== now.token.id)]);
  const shown = issued.filter(
    ({ token }) => !tokens.some((listed) => listed.id === token.id && hasEnded(listed)),
  );

  function close(done: Issued) {
    setIssued(issued.filter((one) => one !== done));
    // After the dialog, if there was one, has given the focus back to what is gone.
    setTimeout(() => document.getElementById("api-token-name")?.focus());
  }

  return (
    <div className="api-tokens-stack">
      <IssuedTokens issued={shown} onClose={close} />
      <CreatePanel
        subject={subject}
        initial={initial}
        onCreated={(token) => {
          show({ kind: "created", token });
          onChange((before) => withCreated(before, token));
        }}
      />
      <section>
        <TokenList
          tokens={tokens}
          onChange={onChange}
          onRotated={(token) => {
            show({ kind: "rotated", token });
            onChange((before) => withRotated(before, token));
          }}
        />
        {onMore && (
          <Button variant="link" isInline onClick={onMore}>
            {t("apiTokensMore")}
          </Button>
        )}
      </section>
      {servers.length > 0 && (
        <section>
          <Title headingLevel="h2" size="xl">
            {t("apiTokensConnection")}
          </Title>
          <ConnectionDetails />
        </section>
      )}
    </div>
  );
};

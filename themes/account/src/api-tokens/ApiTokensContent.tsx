import { Button, Title } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConnectionDetails } from "./connect/ConnectionDetails";
import { CreatePanel } from "./create/CreatePanel";
import type { Draft } from "./create/draft";
import { type Issued, IssuedToken } from "./create/IssuedToken";
import { TokenList } from "./list/TokenList";
import { withCreated, withRotated } from "./list/tokens";
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
  const [issued, setIssued] = useState<Issued>();

  return (
    <div className="api-tokens-stack">
      {issued && (
        <IssuedToken
          key={issued.token.hint}
          issued={issued}
          onClose={() => {
            setIssued(undefined);
            document.getElementById("api-token-name")?.focus();
          }}
        />
      )}
      <CreatePanel
        subject={subject}
        initial={initial}
        onCreated={(token) => {
          setIssued({ kind: "created", token });
          onChange((before) => withCreated(before, token));
        }}
      />
      <section>
        <TokenList
          tokens={tokens}
          onChange={onChange}
          onRotated={(token) => {
            setIssued({ kind: "rotated", token });
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

import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { type ApiToken, isRevocable } from "../rest/apiToken";
import { TokenDetails } from "../tokens/TokenDetails";

type FoundTokenProps = { token: ApiToken; onRevoke: () => void };

/** Whose token it is, and what became of it. */
export const FoundToken = ({ token, onRevoke }: FoundTokenProps) => {
  const { t } = useTranslation();
  return (
    <section data-testid="found-token">
      <TokenDetails token={token} />
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

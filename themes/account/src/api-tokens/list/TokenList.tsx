import {
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateHeader,
  TextInput,
  Title,
} from "@patternfly/react-core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiToken, CreatedApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { TokenDialog, type TokenDialogState } from "./TokenDialog";
import { hasEnded, named, withChanged, withRevoked } from "./tokens";
import { TokenTable } from "./TokenTable";

type TokenListProps = {
  tokens: ApiToken[];
  /** Changes the tokens as they are by then. */
  onChange: (change: (tokens: ApiToken[]) => ApiToken[]) => void;
  onRotated: (rotated: CreatedApiToken) => void;
};

/** With so many tokens or fewer, everybody finds theirs by looking. */
const FILTER_ABOVE = 10;

/** The person's tokens: those in use, and folded away the others. */
export const TokenList = ({ tokens, onChange, onRotated }: TokenListProps) => {
  const { t } = useTranslation();
  const { limits } = useApiTokens();
  const [filter, setFilter] = useState("");
  const [showsInactive, setShowsInactive] = useState(false);
  const [dialog, setDialog] = useState<TokenDialogState>();
  const heading = useRef<HTMLDivElement>(null);
  const now = new Date();

  const active = tokens.filter((token) => !hasEnded(token));
  const inactive = tokens.filter(hasEnded);
  const isFiltered = active.length > FILTER_ABOVE && filter.trim() !== "";
  const shown = isFiltered ? named(active, filter) : active;

  function revoked(token: ApiToken) {
    onChange((before) => withRevoked(before, token, new Date()));
    // What had the focus is gone with the row; after the dialog has given the focus back to it.
    setTimeout(() => heading.current?.focus());
  }

  return (
    <>
      <div ref={heading} tabIndex={-1} data-testid="tokens-heading">
        <Title headingLevel="h2" size="xl">
          {t("apiTokensYours")}
        </Title>
      </div>
      {active.length > 0 && (
        <p className="api-tokens-count">
          {t("apiTokensCount", { count: active.length, max: limits.maxPerUser })}
        </p>
      )}
      {active.length > FILTER_ABOVE && (
        <TextInput
          type="search"
          className="api-tokens-filter"
          value={filter}
          placeholder={t("apiTokensFilter")}
          aria-label={t("apiTokensFilter")}
          onChange={(_, typed) => setFilter(typed)}
        />
      )}
      {shown.length > 0 && (
        <TokenTable
          label={t("apiTokensYours")}
          tokens={shown}
          now={now}
          onAction={(action, token) => setDialog({ action, token })}
        />
      )}
      {shown.length === 0 && (
        <EmptyState variant="sm" data-testid="no-tokens">
          <EmptyStateHeader
            headingLevel="h3"
            titleText={t(isFiltered ? "apiTokensNoMatch" : "apiTokensNone")}
          />
          {!isFiltered && <EmptyStateBody>{t("apiTokensNoneText")}</EmptyStateBody>}
        </EmptyState>
      )}
      {inactive.length > 0 && (
        <div data-testid="inactive-tokens">
          <Button
            variant="link"
            isInline
            aria-expanded={showsInactive}
            onClick={() => setShowsInactive(!showsInactive)}
          >
            {t(showsInactive ? "apiTokensHideInactive" : "apiTokensShowInactive", {
              count: inactive.length,
            })}
          </Button>
          {showsInactive && (
            <TokenTable
              label={t("apiTokensInactive")}
              tokens={inactive}
              now={now}
              onAction={(action, token) => setDialog({ action, token })}
            />
          )}
        </div>
      )}
      {dialog && (
        <TokenDialog
          dialog={dialog}
          onChanged={(token) => onChange((before) => withChanged(before, token))}
          onRotated={onRotated}
          onRevoked={revoked}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
};

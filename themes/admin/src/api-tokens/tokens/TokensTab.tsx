import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  PageSection,
  Pagination,
} from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AdminApiTokens, ApiToken } from "../rest/adminApiTokens";
import {
  firstPage,
  isFiltered,
  lastPage,
  noFilter,
  type TokenFilter,
  type TokenPage,
} from "../rest/filter";
import { focusContent } from "./content";
import { FilterForm } from "./FilterForm";
import { type Revocation, RevokeActions } from "./RevokeActions";
import { RevokeDialog } from "./RevokeDialog";
import { Loading, NoAnswer } from "../States";
import { TokenTable } from "./TokenTable";
import { useAnswer } from "../useAnswer";

/** The realm's tokens: looked for, a page at a time, and revoked. */
export const TokensTab = ({ api }: { api: AdminApiTokens }) => {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(noFilter);
  const [page, setPage] = useState(firstPage);
  const [selected, setSelected] = useState<ReadonlyMap<string, ApiToken>>(new Map());
  const [revocation, setRevocation] = useState<Revocation>();

  const { answer, failure, isAsking, askAgain } = useAnswer(
    useCallback(
      async (signal: AbortSignal) => {
        const [tokens, count] = await Promise.all([
          api.list(filter, page, signal),
          api.count(filter, signal),
        ]);
        return { tokens, count };
      },
      [api, filter, page],
    ),
  );

  function look(changed: TokenFilter) {
    setFilter(changed);
    turn({ page: 1 });
    setSelected(new Map());
  }

  const turn = (changed: Partial<TokenPage>) => setPage((before) => ({ ...before, ...changed }));

  function revoked() {
    setRevocation(undefined);
    setSelected(new Map());
    askAgain();
    focusContent();
  }

  function content() {
    if (failure) {
      return <NoAnswer code={failure} onTryAgain={askAgain} />;
    }
    if (!answer) {
      return <Loading />;
    }
    if (answer.tokens.length === 0) {
      return answer.count > 0 ? (
        <EmptyPage onBack={() => turn({ page: lastPage(answer.count, page.perPage) })} />
      ) : (
        <NoTokens isFiltered={isFiltered(filter)} onClear={() => look(noFilter)} />
      );
    }
    const pagination = (variant: "top" | "bottom") => (
      <Pagination
        variant={variant}
        isCompact={variant === "top"}
        itemCount={answer.count}
        page={page.page}
        perPage={page.perPage}
        onSetPage={(_, to) => turn({ page: to })}
        onPerPageSelect={(_, perPage) => turn({ page: 1, perPage })}
        titles={{
          paginationAriaLabel: t(variant === "top" ? "apiTokensPages" : "apiTokensPagesBelow"),
        }}
        data-testid={`pages-${variant}`}
      />
    );
    return (
      <>
        <RevokeActions
          filter={filter}
          tokens={answer.tokens}
          selected={[...selected.values()]}
          onRevoke={setRevocation}
        >
          {pagination("top")}
        </RevokeActions>
        <div className="api-tokens-table">
          <TokenTable
            tokens={answer.tokens}
            page={page}
            isBusy={isAsking}
            selected={selected}
            onSelect={setSelected}
            onSort={turn}
            onRevoke={(token) => setRevocation({ kind: "one", token })}
          />
        </div>
        {pagination("bottom")}
      </>
    );
  }

  return (
    <PageSection variant="light">
      <FilterForm filter={filter} onChange={look} />
      {content()}
      {revocation && (
        <RevokeDialog
          api={api}
          revocation={revocation}
          onRevoked={revoked}
          onClose={() => setRevocation(undefined)}
        />
      )}
    </PageSection>
  );
};

type NoTokensProps = { isFiltered: boolean; onClear: () => void };

const NoTokens = ({ isFiltered, onClear }: NoTokensProps) => {
  const { t } = useTranslation();
  return (
    <EmptyState data-testid="no-tokens">
      <EmptyStateHeader
        headingLevel="h2"
        titleText={t(isFiltered ? "apiTokensNoMatch" : "apiTokensNone")}
      />
      <EmptyStateBody>
        {t(isFiltered ? "apiTokensNoMatchText" : "apiTokensNoneText")}
      </EmptyStateBody>
      {isFiltered && (
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="link" onClick={onClear}>
              {t("apiTokensClearFilter")}
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
};

/** Shown when the tokens of the last page have gone while it was looked at. */
const EmptyPage = ({ onBack }: { onBack: () => void }) => {
  const { t } = useTranslation();
  return (
    <EmptyState>
      <EmptyStateHeader headingLevel="h2" titleText={t("apiTokensEmptyPage")} />
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="link" onClick={onBack}>
            {t("apiTokensLastPage")}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
};

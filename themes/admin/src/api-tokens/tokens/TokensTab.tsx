import { useAccess } from "@keycloak/keycloak-admin-ui";
import { Button, PageSection, Pagination } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { LoadError } from "../../../../shared/ui/LoadError";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { MachineDialogs, type MachineState } from "../machines/MachineDialogs";
import type { ApiToken } from "../rest/apiToken";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { isFiltered, lastPage, noFilter, type TokenFilter, type TokenPage } from "../rest/filter";
import { focusContent } from "./content";
import { DetailsDialog } from "./DetailsDialog";
import { FilterForm } from "./FilterForm";
import { EmptyPage, NoTokens } from "./EmptyStates";
import type { Revocation } from "./revocation";
import { RevokeActions } from "./RevokeActions";
import { RevokeDialog } from "./RevokeDialog";
import { TokenTable } from "./TokenTable";
import { useTokenView } from "./useTokenView";

/** The realm's tokens: looked for, a page at a time, and revoked. */
export const TokensTab = () => {
  const { t } = useTranslation();
  const client = useClient();
  const { hasAccess } = useAccess();
  const { view, change } = useTokenView();
  const { filter, page } = view;
  const [selected, setSelected] = useState<ReadonlyMap<string, ApiToken>>(new Map());
  const [revocation, setRevocation] = useState<Revocation>();
  const [details, setDetails] = useState<ApiToken>();
  const [machine, setMachine] = useState<MachineState>();

  const { data, error, isFetching, refetch } = useQuery(
    useCallback(
      async (signal: AbortSignal) => {
        const [tokens, found] = await Promise.all([
          client.list(view.filter, view.page, signal),
          client.count(view.filter, signal),
        ]);
        return { tokens, ...found };
      },
      [client, view],
    ),
  );

  function look(changed: Partial<TokenFilter>) {
    change(changed, { page: 1 });
    setSelected(new Map());
  }

  const turn = (changed: Partial<TokenPage>) => change({}, changed);

  function revoked() {
    setRevocation(undefined);
    setSelected(new Map());
    refetch();
    focusContent();
  }

  function content() {
    if (error) {
      return <LoadError text={t(errorMessage(error.code))} onAction={refetch} />;
    }
    if (!data) {
      return <Loading />;
    }
    if (data.tokens.length === 0) {
      return data.count > 0 ? (
        <EmptyPage onBack={() => turn({ page: lastPage(data.count, page.perPage) })} />
      ) : (
        <NoTokens isFiltered={isFiltered(filter)} onClear={() => look(noFilter)} />
      );
    }
    const before = (page.page - 1) * page.perPage;
    const rangeOf = ({ tokens, count }: typeof data) =>
      t("apiTokensRangeOfMore", { first: before + 1, last: before + tokens.length, count });
    const pagination = (variant: "top" | "bottom") => (
      <Pagination
        variant={variant}
        isCompact={variant === "top"}
        // Without a number, there is no last page to go to.
        itemCount={data.more ? undefined : data.count}
        toggleTemplate={data.more ? rangeOf(data) : undefined}
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
          tokens={data.tokens}
          selected={[...selected.values()]}
          onRevoke={setRevocation}
        >
          {pagination("top")}
        </RevokeActions>
        <div className="api-tokens-table">
          <TokenTable
            tokens={data.tokens}
            page={page}
            isBusy={isFetching}
            selected={selected}
            onSelect={setSelected}
            onSort={turn}
            onDetails={setDetails}
            onRotate={(token) => setMachine({ kind: "rotation", token })}
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
      {hasAccess("manage-clients") && (
        <Button
          className="pf-v5-u-mt-md"
          onClick={() => setMachine({ kind: "new" })}
          data-testid="create-machine-token"
        >
          {t("apiTokensCreateMachine")}
        </Button>
      )}
      {content()}
      {details && <DetailsDialog token={details} onClose={() => setDetails(undefined)} />}
      {machine && (
        <MachineDialogs
          state={machine}
          onState={setMachine}
          onChanged={refetch}
          onClose={() => setMachine(undefined)}
        />
      )}
      {revocation && (
        <RevokeDialog
          revocation={revocation}
          onRevoked={revoked}
          onClose={() => setRevocation(undefined)}
        />
      )}
    </PageSection>
  );
};

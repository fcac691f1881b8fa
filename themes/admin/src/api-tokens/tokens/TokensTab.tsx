import { useRealm } from "@keycloak/keycloak-admin-ui";
import { useAlerts } from "@keycloak/keycloak-ui-shared";
import { AlertVariant, PageSection } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { LoadError } from "../../../../shared/ui/LoadError";
import { useMutation } from "../../../../shared/ui/useMutation";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { MachineDialogs, type MachineState } from "../machines/MachineDialogs";
import type { ApiToken } from "../rest/apiToken";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { isFiltered, lastPage, noFilter, type TokenFilter, type TokenPage } from "../rest/filter";
import { type Column, rememberColumns, rememberedColumns, withOrWithout } from "./columns";
import { focusContent } from "./content";
import { DetailsDialog } from "./DetailsDialog";
import { FilterChips } from "./FilterChips";
import { FilterForm } from "./FilterForm";
import { EmptyPage, NoTokens } from "./EmptyStates";
import { Pages } from "./Pages";
import type { Revocation } from "./revocation";
import { RevokeDialog } from "./RevokeDialog";
import { saveTable } from "./saveFile";
import { TokenTable } from "./TokenTable";
import { TokenToolbar } from "./TokenToolbar";
import { useTokenView } from "./useTokenView";

/** The realm's tokens: looked for, a page at a time, and revoked. */
export const TokensTab = () => {
  const { t } = useTranslation();
  const client = useClient();
  const { realm } = useRealm();
  const { addAlert } = useAlerts();
  const { view, change } = useTokenView();
  const { filter, page } = view;
  const [selected, setSelected] = useState<ReadonlyMap<string, ApiToken>>(new Map());
  const [revocation, setRevocation] = useState<Revocation>();
  const [details, setDetails] = useState<ApiToken>();
  const [machine, setMachine] = useState<MachineState>();
  const [columns, setColumns] = useState(rememberedColumns);
  const [isFilterOpen, setFilterOpen] = useState(false);
  const { mutate } = useMutation();

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

  function choose(column: Column) {
    const changed = withOrWithout(columns, column);
    setColumns(changed);
    rememberColumns(changed);
  }

  async function exportAll() {
    const failure = await mutate(async () =>
      saveTable(await client.export(filter), `api-tokens-${realm}.csv`),
    );
    if (failure) {
      addAlert(t(errorMessage(failure.code)), AlertVariant.danger);
    }
  }

  const turn = (changed: Partial<TokenPage>) => change({}, changed);

  function revoked() {
    setRevocation(undefined);
    setSelected(new Map());
    refetch();
    focusContent();
  }

  function closeMachine() {
    setMachine(undefined);
    if (machine?.kind === "issued") {
      // What had the focus before is two dialogs ago.
      focusContent();
    }
  }

  function pages(variant: "top" | "bottom") {
    if (!data || error || data.tokens.length === 0) {
      return null;
    }
    return (
      <Pages variant={variant} page={page} shown={data.tokens.length} found={data} onTurn={turn} />
    );
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
    return (
      <>
        <div className="api-tokens-table">
          <TokenTable
            tokens={data.tokens}
            page={page}
            shown={columns}
            isBusy={isFetching}
            selected={selected}
            onSelect={setSelected}
            onSort={turn}
            onDetails={setDetails}
            onRotate={(token) => setMachine({ kind: "rotation", token })}
            onRevoke={(token) => setRevocation({ kind: "one", token })}
          />
        </div>
        {pages("bottom")}
      </>
    );
  }

  return (
    <PageSection variant="light">
      <TokenToolbar
        filter={filter}
        tokens={data?.tokens ?? []}
        selected={[...selected.values()]}
        columns={columns}
        isFilterOpen={isFilterOpen}
        onSearch={(search) => look({ search })}
        onFilterOpen={setFilterOpen}
        onColumn={choose}
        onCreate={() => setMachine({ kind: "new" })}
        onExport={() => void exportAll()}
        onRefresh={refetch}
        onRevoke={setRevocation}
      >
        {pages("top")}
      </TokenToolbar>
      {isFilterOpen && <FilterForm filter={filter} onChange={look} />}
      <FilterChips filter={filter} onChange={look} onClear={() => look(noFilter)} />
      {content()}
      {details && <DetailsDialog token={details} onClose={() => setDetails(undefined)} />}
      {machine && (
        <MachineDialogs
          state={machine}
          onState={setMachine}
          onChanged={refetch}
          onClose={closeMachine}
        />
      )}
      {revocation && (
        <RevokeDialog
          revocation={revocation}
          onRevoked={revoked}
          onUncertain={refetch}
          onClose={() => setRevocation(undefined)}
        />
      )}
    </PageSection>
  );
};

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
import { useAccountAlerts } from "@keycloak/keycloak-account-ui";
import type { ApiToken, ApiTokens, CreatedApiToken, ResourceServer } from "../rest/apiTokens";
import type { Limits } from "../create/expiration";
import { NarrowDialog } from "./NarrowDialog";
import { RenameDialog } from "./RenameDialog";
import { RotateDialog } from "./RotateDialog";
import { RevokeDialog } from "./RevokeDialog";
import { TokenTable } from "./TokenTable";

type TokenListProps = {
  api: ApiTokens;
  tokens: ApiToken[];
  servers: ResourceServer[];
  limits: Limits & { maxPerUser: number; enabled: boolean };
  onChange: (tokens: ApiToken[]) => void;
  onRotated: (rotated: CreatedApiToken) => void;
  onReauthenticate: () => void;
};

/** With so many tokens or fewer, everybody finds theirs by looking. */
const FILTER_ABOVE = 10;

/** The person's tokens: those in use, and folded away the others. */
export const TokenList = ({
  api,
  tokens,
  servers,
  limits,
  onChange,
  onRotated,
  onReauthenticate,
}: TokenListProps) => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const [filter, setFilter] = useState("");
  const [showsInactive, setShowsInactive] = useState(false);
  const [renaming, setRenaming] = useState<ApiToken>();
  const [revoking, setRevoking] = useState<ApiToken>();
  const [narrowing, setNarrowing] = useState<ApiToken>();
  const [rotating, setRotating] = useState<ApiToken>();
  const heading = useRef<HTMLDivElement>(null);
  const now = new Date();

  const active = tokens.filter(({ status }) => status === "active");
  const inactive = tokens.filter(({ status }) => status !== "active");
  const isFiltered = active.length > FILTER_ABOVE && filter.trim() !== "";
  const shown = isFiltered
    ? active.filter(({ name }) =>
        name.toLocaleLowerCase().includes(filter.trim().toLocaleLowerCase()),
      )
    : active;

  const replace = (token: ApiToken) =>
    onChange(tokens.map((other) => (other.id === token.id ? token : other)));

  function narrowed(token: ApiToken) {
    replace(token);
    setNarrowing(undefined);
    addAlert(t("apiTokensNarrowed", { name: token.name }));
  }

  function renamed(token: ApiToken) {
    replace(token);
    setRenaming(undefined);
    addAlert(t("apiTokensRenamed", { name: token.name }));
  }

  function revoked(token: ApiToken) {
    onChange(
      tokens.map((other) =>
        other.id === token.id
          ? { ...token, status: "revoked", revokedAt: new Date().toISOString() }
          : other,
      ),
    );
    setRevoking(undefined);
    addAlert(t("apiTokensRevokedAlert", { name: token.name }));
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
          servers={servers}
          now={now}
          onRename={setRenaming}
          onNarrow={setNarrowing}
          onRotate={limits.enabled ? setRotating : undefined}
          onRevoke={setRevoking}
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
              servers={servers}
              now={now}
            />
          )}
        </div>
      )}
      {renaming && (
        <RenameDialog
          api={api}
          token={renaming}
          onRenamed={renamed}
          onClose={() => setRenaming(undefined)}
        />
      )}
      {narrowing && (
        <NarrowDialog
          api={api}
          token={narrowing}
          servers={servers}
          onNarrowed={narrowed}
          onClose={() => setNarrowing(undefined)}
        />
      )}
      {rotating && (
        <RotateDialog
          api={api}
          token={rotating}
          limits={limits}
          onRotated={(token) => {
            setRotating(undefined);
            onRotated(token);
          }}
          onReauthenticate={onReauthenticate}
          onClose={() => setRotating(undefined)}
        />
      )}
      {revoking && (
        <RevokeDialog
          api={api}
          token={revoking}
          onRevoked={revoked}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </>
  );
};

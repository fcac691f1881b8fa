import { useAccess } from "@keycloak/keycloak-admin-ui";
import {
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  PageSection,
} from "@patternfly/react-core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LoadError } from "../../../../shared/ui/LoadError";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import type { ResourceServer } from "../rest/resourceServer";
import { focusContent } from "../tokens/content";
import { ServerDialog } from "./ServerDialog";
import { ServerTable } from "./ServerTable";
import { TrialDialog } from "./TrialDialog";

type Open = { kind: "new" } | { kind: "change" | "trial"; server: ResourceServer };

/** Where the realm's tokens may be used, and what makes a client such a place. */
export const ServersTab = () => {
  const { t } = useTranslation();
  const client = useClient();
  const { hasAccess } = useAccess();
  const { data: servers, error, refetch } = useQuery(client.servers);
  const [open, setOpen] = useState<Open>();
  const isSaved = useRef(false);
  const mayManage = hasAccess("manage-clients");
  const add = mayManage && (
    <Button onClick={() => setOpen({ kind: "new" })} data-testid="add-server">
      {t("apiTokensAddServer")}
    </Button>
  );

  useEffect(() => {
    // The dialog has given the focus back to a button, which may be gone now with what it was about.
    if (isSaved.current && document.activeElement === document.body) {
      focusContent();
    }
    isSaved.current = false;
  }, [servers, error]);

  function content() {
    if (error) {
      return <LoadError text={t(errorMessage(error.code))} onAction={refetch} />;
    }
    if (!servers) {
      return <Loading />;
    }
    return servers.length === 0 ? (
      <EmptyState data-testid="no-servers">
        <EmptyStateHeader headingLevel="h2" titleText={t("apiTokensNoServers")} />
        <EmptyStateBody>{t("apiTokensNoServersText")}</EmptyStateBody>
        <EmptyStateFooter>{add}</EmptyStateFooter>
      </EmptyState>
    ) : (
      <>
        {add}
        <ServerTable
          servers={servers}
          mayManage={mayManage}
          onChange={(server) => setOpen({ kind: "change", server })}
          onTry={(server) => setOpen({ kind: "trial", server })}
        />
      </>
    );
  }

  return (
    <PageSection variant="light">
      {content()}
      {(open?.kind === "new" || open?.kind === "change") && (
        <ServerDialog
          server={open.kind === "change" ? open.server : undefined}
          onSaved={() => {
            setOpen(undefined);
            refetch();
            isSaved.current = true;
          }}
          onUncertain={refetch}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.kind === "trial" && (
        <TrialDialog server={open.server} onClose={() => setOpen(undefined)} />
      )}
    </PageSection>
  );
};

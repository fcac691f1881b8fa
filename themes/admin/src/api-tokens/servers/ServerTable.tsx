import { useAccess, useRealm } from "@keycloak/keycloak-admin-ui";
import { isBundleKey, label } from "@keycloak/keycloak-ui-shared";
import { Button } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import { generatePath, Link } from "react-router-dom";
import type { ResourceServer } from "../rest/resourceServer";
import { maySeeTokens } from "../section";
import { TokenCount } from "./TokenCount";

type ServerTableProps = {
  servers: ResourceServer[];
  mayManage: boolean;
  onChange: (server: ResourceServer) => void;
  onTry: (server: ResourceServer) => void;
};

/** The realm's resource servers. */
export const ServerTable = ({ servers, mayManage, onChange, onTry }: ServerTableProps) => {
  const { t } = useTranslation();
  const { realm } = useRealm();
  const { hasSomeAccess } = useAccess();
  const countsTokens = maySeeTokens(hasSomeAccess);
  const change = {
    id: "change-server",
    text: "apiTokensChange",
    name: "apiTokensChangeWhat",
    onClick: onChange,
  };
  const trial = {
    id: "try-server",
    text: "apiTokensTry",
    name: "apiTokensTryWhat",
    onClick: onTry,
  };
  const actions = mayManage ? [change, trial] : [trial];
  const flag = (isOn: boolean) => t(isOn ? "apiTokensOn" : "apiTokensOff");

  return (
    <Table aria-label={t("apiTokensServers")} variant="compact">
      <Thead>
        <Tr>
          <Th>{t("apiTokensClient")}</Th>
          <Th>{t("apiTokensType")}</Th>
          <Th>{t("apiTokensAddress")}</Th>
          <Th>{t("apiTokensOfferedScopes")}</Th>
          <Th>{t("apiTokensCheck")}</Th>
          <Th>{t("apiTokensExchange")}</Th>
          {countsTokens && <Th>{t("apiTokensTokens")}</Th>}
          <Th screenReaderText={t("apiTokensActions")} />
        </Tr>
      </Thead>
      <Tbody>
        {servers.map((server) => (
          <Tr key={server.id} data-testid="server-row">
            <Td dataLabel={t("apiTokensClient")} modifier="breakWord">
              <Link to={generatePath("/:realm/clients/:id/settings", { realm, id: server.id })}>
                {server.clientId}
              </Link>
              {server.name && (
                <div>{isBundleKey(server.name) ? label(t, server.name) : server.name}</div>
              )}
            </Td>
            <Td dataLabel={t("apiTokensType")}>{server.type}</Td>
            <Td dataLabel={t("apiTokensAddress")} modifier="breakWord">
              {server.endpoint ?? t("apiTokensNoAddress")}
            </Td>
            <Td dataLabel={t("apiTokensOfferedScopes")} modifier="breakWord">
              {server.scopes.join(", ")}
            </Td>
            <Td dataLabel={t("apiTokensCheck")}>{flag(server.check)}</Td>
            <Td dataLabel={t("apiTokensExchange")}>{flag(server.exchange)}</Td>
            {countsTokens && (
              <Td dataLabel={t("apiTokensTokens")}>
                <TokenCount clientId={server.clientId} />
              </Td>
            )}
            <Td modifier="nowrap">
              {actions.map(({ id, text, name, onClick }) => (
                <Button
                  key={id}
                  variant="link"
                  isInline
                  className="pf-v5-u-mr-sm"
                  aria-label={t(name, { name: server.clientId })}
                  onClick={() => onClick(server)}
                  data-testid={id}
                >
                  {t(text)}
                </Button>
              ))}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

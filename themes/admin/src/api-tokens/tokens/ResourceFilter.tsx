import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../../shared/ui/useQuery";
import { useClient } from "../rest/ClientContext";
import { TextFilter } from "./TypedFilter";

const LIST = "resource-servers";

type ResourceFilterProps = { value: string; onChange: (value: string) => void };

/** The client ID of a resource server: one of those that there are, or one that there was. */
export const ResourceFilter = ({ value, onChange }: ResourceFilterProps) => {
  const { t } = useTranslation();
  const client = useClient();
  // Without an answer, it can still be typed into.
  const { data: servers = [] } = useQuery(
    useCallback((signal: AbortSignal) => client.servers(signal), [client]),
  );
  return (
    <>
      <TextFilter
        id="filter-resource"
        help={t("apiTokensResourceHelp")}
        value={value}
        offered={{ list: LIST, values: servers.map(({ clientId }) => clientId) }}
        onChange={onChange}
      />
      <datalist id={LIST}>
        {servers.map(({ clientId, name }) => (
          <option key={clientId} value={clientId} label={name ?? undefined} />
        ))}
      </datalist>
    </>
  );
};

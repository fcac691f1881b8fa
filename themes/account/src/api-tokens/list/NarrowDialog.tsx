import { useState } from "react";
import { useTranslation } from "react-i18next";
import { leftToRight } from "../../../../shared/ui/leftToRight";
import { Notice } from "../../../../shared/ui/Notice";
import { faultOfAccess, isFull, scopesOf, serversOf } from "../create/access";
import { AccessField } from "../create/AccessField";
import { AddressesField } from "../create/AddressesField";
import { accessFaultMessages } from "../create/faultMessages";
import { networksOf } from "../create/networks";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { accessOf, lessOf } from "./narrowing";
import { ChangeDialog } from "./ChangeDialog";
import { useTokenMutation } from "./useTokenMutation";

type NarrowDialogProps = {
  token: ApiToken;
  onNarrowed: (narrowed: ApiToken) => void;
  onClose: () => void;
};

/** Takes access from a token. */
export const NarrowDialog = ({ token, onNarrowed, onClose }: NarrowDialogProps) => {
  const { t } = useTranslation();
  const { client, servers } = useApiTokens();
  const present = serversOf(token, servers);
  const [access, setAccess] = useState(() => accessOf(token, servers));
  const [addresses, setAddresses] = useState(token.addresses.join(" "));
  const { isBusy, error, mutate, reset } = useTokenMutation();
  const networks = networksOf(addresses);
  const isBound = token.addresses.length > 0;
  const less = lessOf(token, access, networks, servers);
  const accessFault = faultOfAccess(access, scopesOf(access, present), present);
  // Of the members that can be wrong here, networks are the one that the form can't check.
  const isAboutNetworks = error?.code === "invalid_request" && less.addresses !== undefined;
  const isUnbound = isBound && networks.length === 0;
  const within = { networks: leftToRight(token.addresses.join(", ")) };

  function narrow() {
    if (!accessFault && !isUnbound) {
      void mutate(async () => onNarrowed(await client.narrow(token.id, less)));
    }
  }

  return (
    <ChangeDialog
      name="narrow"
      title={t("apiTokensNarrowTitle", { name: token.name })}
      action={t("apiTokensNarrow")}
      isBusy={isBusy}
      isDisabled={Object.keys(less).length === 0}
      error={isAboutNetworks ? undefined : error}
      onAction={narrow}
      onClose={onClose}
    >
      <Notice variant="warning" title={t("apiTokensNarrowText")} />
      <AccessField
        id="api-token-less"
        value={access}
        servers={present}
        allowsFull={isFull(token)}
        fault={accessFault && t(accessFaultMessages[accessFault])}
        onChange={(chosen) => {
          setAccess(chosen);
          reset();
        }}
      />
      <AddressesField
        id="api-token-less-addresses"
        value={addresses}
        help={t(isBound ? "apiTokensAddressesNarrowHelp" : "apiTokensAddressesHelp", within)}
        fault={
          isAboutNetworks || isUnbound
            ? t(isBound ? "apiTokensAddressesNarrowFault" : "apiTokensAddressesFault", within)
            : undefined
        }
        onChange={(typed) => {
          setAddresses(typed);
          reset();
        }}
      />
    </ChangeDialog>
  );
};

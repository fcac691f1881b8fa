import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { firstLook } from "./list/look";
import { TokensContext } from "./list/TokensContext";
import { messagesIn } from "./messages.fixture";
import type { ApiToken, ResourceServer, Settings } from "./rest/apiToken";
import type { ApiTokensClient } from "./rest/ApiTokensClient";
import { ApiTokensContext } from "./rest/ApiTokensContext";
import { settings } from "./rest/settings.fixture";

type Around = {
  client?: Partial<ApiTokensClient>;
  limits?: Partial<Settings>;
  servers?: ResourceServer[];
  tokens?: ApiToken[];
  /** Hears what is asked of the page around. */
  onAsked?: (what: string) => void;
  /** Without one, each text is its key. */
  language?: string;
};

/** Shows a part of the page with what is around it there. */
export async function show(
  part: ReactNode,
  {
    client = {},
    limits = {},
    servers = [],
    tokens = [],
    onAsked = () => {},
    language = "cimode",
  }: Around = {},
) {
  return render(
    <I18nextProvider i18n={await messagesIn(language)}>
      <ApiTokensContext.Provider
        value={{
          client: client as ApiTokensClient,
          limits: { ...settings, ...limits },
          servers,
          onSignIn: () => onAsked("sign in"),
          onReauthenticate: () => onAsked("reauthenticate"),
        }}
      >
        <TokensContext.Provider
          value={{
            tokens,
            onChange: () => undefined,
            onStale: () => onAsked("stale"),
            issued: [],
            onIssued: () => undefined,
            issue: async (ask, onIssued) => onIssued(await ask()),
            look: firstLook,
            onLook: () => undefined,
          }}
        >
          {part}
        </TokensContext.Provider>
      </ApiTokensContext.Provider>
    </I18nextProvider>,
  );
}

import { Form, FormGroup, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "../Loading";
import { clientsFor, type System, systemFor, systemOf, SYSTEMS } from "./clients";
import { connectionTo, type PublishedServer } from "./connection";

// Most visits are over before anybody connects anything. Where it is out of reach, the page around, which may show a token, stays.
const Recipe = lazy(() => import("./Recipe").catch(() => ({ default: NoRecipe })));

const NoRecipe = () => {
  const { t } = useTranslation();
  return <p>{t("apiTokensSnippetFailed")}</p>;
};

type SnippetsProps = {
  server: PublishedServer;
  /** The token to put in; a placeholder without one. */
  token?: string;
  /** Tells two of these for the same server apart. */
  idPrefix: string;
};

/** Ready-made settings for the clients of a resource server: which one, where it runs, and then what to do. */
export const Snippets = ({ server, token, idPrefix }: SnippetsProps) => {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState("");
  const [wanted, setWanted] = useState<System>(() => systemOf(navigator.userAgent));
  const clients = clientsFor(server.type);
  const client = clients.find(({ id }) => id === chosen);
  const id = `${idPrefix}-${server.id}`;

  return (
    <div className="api-tokens-connect">
      <Form onSubmit={(event) => event.preventDefault()}>
        <FormGroup label={t("apiTokensSnippetClient")} fieldId={`${id}-client`}>
          <FormSelect
            id={`${id}-client`}
            data-testid="connect-client"
            value={chosen}
            onChange={(_, value) => setChosen(value)}
          >
            <FormSelectOption value="" label={t("apiTokensSnippetChoose")} isPlaceholder />
            {clients.map(({ id: value, name }) => (
              <FormSelectOption key={value} value={value} label={name} />
            ))}
          </FormSelect>
        </FormGroup>
        {client && client.systems.length > 0 && (
          <FormGroup label={t("apiTokensSnippetSystem")} fieldId={`${id}-system`}>
            <FormSelect
              id={`${id}-system`}
              data-testid="connect-system"
              value={systemFor(client, wanted)}
              onChange={(_, value) => setWanted(value as System)}
            >
              {client.systems.map((value) => (
                <FormSelectOption key={value} value={value} label={SYSTEMS[value]} />
              ))}
            </FormSelect>
          </FormGroup>
        )}
      </Form>
      {client && (
        <Suspense fallback={<Loading />}>
          <Recipe
            client={client}
            connection={connectionTo(server, token)}
            system={systemFor(client, wanted)}
          />
        </Suspense>
      )}
    </div>
  );
};

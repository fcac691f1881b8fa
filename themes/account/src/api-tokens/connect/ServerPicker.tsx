import { Form, FormGroup, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

type ServerPickerProps<S> = {
  servers: S[];
  /** Tells two of these on a page apart. */
  idPrefix: string;
  children: (server: S) => ReactNode;
};

/** Shows one resource server at a time, as there may be many: the one that is picked, where there is a choice. */
export const ServerPicker = <S extends { id: string; name: string }>({
  servers,
  idPrefix,
  children,
}: ServerPickerProps<S>) => {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<string>();
  const server = servers.find(({ id }) => id === picked) ?? servers[0];
  const id = `${idPrefix}-api`;

  return (
    <div className="api-tokens-connect">
      {servers.length > 1 && (
        <Form onSubmit={(event) => event.preventDefault()}>
          <FormGroup label={t("apiTokensApi")} fieldId={id}>
            <FormSelect
              id={id}
              data-testid="connect-api"
              value={server?.id}
              onChange={(_, value) => setPicked(value)}
            >
              {servers.map(({ id: value, name }) => (
                <FormSelectOption key={value} value={value} label={name} />
              ))}
            </FormSelect>
          </FormGroup>
        </Form>
      )}
      {server && children(server)}
    </div>
  );
};

import { useRealm } from "@keycloak/keycloak-admin-ui";
import {
  ActionGroup,
  Alert,
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  PageSection,
  TextInput,
} from "@patternfly/react-core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { dateAndTime, dateLocale } from "../../../../shared/ui/dates";
import { useChange } from "../../../../shared/ui/useChange";
import {
  type AdminApiTokens,
  type ApiToken,
  type ErrorCode,
  errorOf,
} from "../rest/adminApiTokens";
import { focusContent } from "../tokens/content";
import { LastUse } from "../tokens/LastUse";
import { errorMessages } from "../rest/messages";
import { PersonLink } from "../tokens/PersonLink";
import { isRevocable } from "../tokens/RevokeActions";
import { RevokeDialog } from "../tokens/RevokeDialog";
import { StatusLabel } from "../tokens/StatusLabel";

/** Finds out whose a token is that somebody has found, and revokes it. The token is nowhere but in the field. */
export const LeakedToken = ({ api }: { api: AdminApiTokens }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<ApiToken>();
  const [isRevoking, setRevoking] = useState(false);
  const { isBusy, refusal, make } = useChange(errorOf);

  function find(event: FormEvent) {
    event.preventDefault();
    setFound(undefined);
    void make(async () => {
      setFound(await api.lookup(typed.trim()));
      setTyped("");
    });
  }

  return (
    <PageSection variant="light">
      <Form isWidthLimited onSubmit={find}>
        <FormGroup label={t("apiTokensToken")} fieldId="leaked-token" isRequired>
          <TextInput
            id="leaked-token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            isRequired
            value={typed}
            aria-describedby="leaked-token-help"
            onChange={(_, value) => setTyped(value)}
          />
          <FormHelperText>
            <HelperText id="leaked-token-help">
              <HelperTextItem>{t("apiTokensLeakedHelp")}</HelperTextItem>
            </HelperText>
          </FormHelperText>
        </FormGroup>
        <ActionGroup>
          <Button
            type="submit"
            isLoading={isBusy}
            isDisabled={isBusy || !typed.trim()}
            data-testid="find-token"
          >
            {t("apiTokensFind")}
          </Button>
        </ActionGroup>
      </Form>
      <div aria-live="polite" className="pf-v5-u-mt-lg">
        {refusal && (
          <Alert
            isInline
            variant={refusal.code === "not_found" ? "info" : "danger"}
            component="p"
            title={t(refusalMessages[refusal.code] ?? errorMessages[refusal.code])}
            data-testid="find-refused"
          />
        )}
        {found && <Found token={found} onRevoke={() => setRevoking(true)} />}
      </div>
      {found && isRevoking && (
        <RevokeDialog
          api={api}
          revocation={{ kind: "one", token: found }}
          onRevoked={() => {
            setRevoking(false);
            setFound({ ...found, status: "revoked" });
            focusContent();
          }}
          onClose={() => setRevoking(false)}
        />
      )}
    </PageSection>
  );
};

const refusalMessages: Partial<Record<ErrorCode, string>> = {
  invalid_request: "apiTokensNoToken",
  not_found: "apiTokensUnknownToken",
};

type FoundProps = { token: ApiToken; onRevoke: () => void };

const Found = ({ token, onRevoke }: FoundProps) => {
  const { t, i18n } = useTranslation();
  const { realm } = useRealm();
  const locale = dateLocale(i18n.language);
  const rows: [string, ReactNode][] = [
    ["apiTokensPerson", <PersonLink key="person" realm={realm} token={token} />],
    ["apiTokensName", token.name],
    ["apiTokensHint", <code key="hint">{token.hint}</code>],
    ["apiTokensStatus", <StatusLabel key="status" status={token.status} />],
    ["apiTokensCreatedAt", dateAndTime(new Date(token.createdAt), locale)],
    [
      "apiTokensExpiresAt",
      token.expiresAt ? dateAndTime(new Date(token.expiresAt), locale) : t("apiTokensNever"),
    ],
    ["apiTokensLastUsedAt", <LastUse key="lastUse" token={token} />],
  ];
  return (
    <section data-testid="found-token">
      <DescriptionList isHorizontal>
        {rows.map(([label, value]) => (
          <DescriptionListGroup key={label}>
            <DescriptionListTerm>{t(label)}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {isRevocable(token) && (
        <Button
          className="pf-v5-u-mt-lg"
          variant="danger"
          onClick={onRevoke}
          data-testid="revoke-found"
        >
          {t("apiTokensRevoke")}
        </Button>
      )}
    </section>
  );
};

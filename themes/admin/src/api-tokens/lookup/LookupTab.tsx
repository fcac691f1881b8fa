import {
  ActionGroup,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  PageSection,
  TextInput,
} from "@patternfly/react-core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "../../../../shared/rest/errorCodes";
import { useMutation } from "../../../../shared/ui/useMutation";
import { Notice } from "../../../../shared/ui/Notice";
import type { ApiToken } from "../rest/apiToken";
import { useClient } from "../rest/ClientContext";
import { errorMessage } from "../rest/errorMessages";
import { BusyButton } from "../../../../shared/ui/BusyButton";
import { focusContent } from "../tokens/content";
import { RevokeDialog } from "../tokens/RevokeDialog";
import { FoundToken } from "./FoundToken";

/** The token that was found, and whether it is about to be revoked. */
type Found = { kind: "shown" | "revoking"; token: ApiToken };

/** Finds out whose a token is that somebody has found, and revokes it. The token is nowhere but in the field. */
export const LookupTab = () => {
  const { t } = useTranslation();
  const client = useClient();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found>();
  const { isBusy, error, mutate } = useMutation();

  function find(event: FormEvent) {
    event.preventDefault();
    setFound(undefined);
    void mutate(async () => {
      setFound({ kind: "shown", token: await client.lookup(typed.trim()) });
      setTyped("");
    });
  }

  const show = (kind: Found["kind"], changed: Partial<ApiToken> = {}) =>
    setFound((before) => before && { kind, token: { ...before.token, ...changed } });

  /** What became of it, where that can be told. */
  async function lookAgain({ id }: ApiToken) {
    const token = await client.token(id).catch(() => undefined);
    setFound((before) => (before?.token.id === id && token ? { ...before, token } : before));
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
          <BusyButton
            type="submit"
            isBusy={isBusy}
            isDisabled={!typed.trim()}
            data-testid="find-token"
          >
            {t("apiTokensFind")}
          </BusyButton>
        </ActionGroup>
      </Form>
      <div aria-live="polite" className="pf-v5-u-mt-lg">
        {error && (
          <Notice
            variant={error.code === "not_found" ? "info" : "danger"}
            title={t(lookupMessages[error.code] ?? errorMessage(error.code))}
            data-testid="find-refused"
          />
        )}
        {found && <FoundToken token={found.token} onRevoke={() => show("revoking")} />}
      </div>
      {found?.kind === "revoking" && (
        <RevokeDialog
          revocation={{ kind: "one", token: found.token }}
          onRevoked={() => {
            show("shown", { status: "revoked", blockedReason: null });
            focusContent();
          }}
          onUncertain={() => void lookAgain(found.token)}
          onClose={() => show("shown")}
        />
      )}
    </PageSection>
  );
};

const lookupMessages: Partial<Record<ErrorCode, string>> = {
  invalid_request: "apiTokensNoToken",
  not_found: "apiTokensUnknownToken",
};

import { useAlerts } from "@keycloak/keycloak-ui-shared";
import {
  Alert,
  Button,
  List,
  ListItem,
  Modal,
  Spinner,
  Text,
  TextContent,
} from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { dateLocale, shortDate } from "../../../../shared/ui/dates";
import { useChange } from "../../../../shared/ui/useChange";
import { type AdminApiTokens, errorOf } from "../rest/adminApiTokens";
import type { TokenFilter } from "../rest/filter";
import { errorMessages, statusMessages } from "../rest/messages";
import type { Revocation } from "./RevokeActions";
import { useAnswer } from "../useAnswer";

type RevokeDialogProps = {
  api: AdminApiTokens;
  revocation: Revocation;
  onRevoked: () => void;
  onClose: () => void;
};

/** How many of the selected tokens the dialog calls by their names. */
const NAMED = 5;

/** Says how many tokens, and which, would be revoked, and revokes them. */
export const RevokeDialog = ({ api, revocation, onRevoked, onClose }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const { addAlert } = useAlerts();
  const { isBusy, refusal, make } = useChange(errorOf);
  const { answer: count, failure } = useAnswer(
    useCallback((signal: AbortSignal) => countOf(api, revocation, signal), [api, revocation]),
  );
  const problem = refusal?.code ?? failure;

  const revoke = () =>
    make(async () => {
      addAlert(t("apiTokensRevokedAlert", { count: await revokeNow(api, revocation) }));
      onRevoked();
    });

  return (
    <Modal
      isOpen
      variant="small"
      title={title()}
      titleIconVariant="warning"
      titleLabel={t("apiTokensWarning")}
      onClose={onClose}
      actions={[
        <Button
          key="revoke"
          variant="danger"
          isLoading={isBusy}
          isDisabled={isBusy || !count}
          onClick={() => void revoke()}
          data-testid="confirm-revoke"
        >
          {t("apiTokensRevoke")}
        </Button>,
        <Button key="cancel" variant="link" onClick={onClose}>
          {t("apiTokensCancel")}
        </Button>,
      ]}
    >
      {problem && (
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          component="p"
          title={t(errorMessages[problem])}
        />
      )}
      <TextContent>
        <What revocation={revocation} />
        <Text>{t("apiTokensRevokeText")}</Text>
      </TextContent>
    </Modal>
  );

  function title() {
    if (revocation.kind === "one") {
      return t("apiTokensRevokeTitle", { name: revocation.token.name });
    }
    return count === undefined ? (
      <Spinner size="md" aria-label={t("apiTokensLoading")} />
    ) : (
      t("apiTokensRevokeTitleMany", { count })
    );
  }
};

/** Which tokens it is about, in words. */
const What = ({ revocation }: { revocation: Revocation }) => {
  const { t, i18n } = useTranslation();
  switch (revocation.kind) {
    case "one": {
      const { hint, username } = revocation.token;
      return (
        <Text>{t("apiTokensOf", { hint, person: username ?? t("apiTokensPersonGone") })}</Text>
      );
    }
    case "selected": {
      const more = revocation.tokens.length - NAMED;
      return (
        <List>
          {revocation.tokens.slice(0, NAMED).map(({ id, name, username }) => (
            <ListItem key={id}>
              {t("apiTokensNameOf", { name, person: username ?? t("apiTokensPersonGone") })}
            </ListItem>
          ))}
          {more > 0 && <ListItem>{t("apiTokensMore", { count: more })}</ListItem>}
        </List>
      );
    }
    case "matching": {
      const locale = dateLocale(i18n.language);
      const shown = (value: string, kind: "text" | "day" | "message") =>
        ({
          text: () => value,
          day: () => shortDate(new Date(`${value}T00:00:00`), locale),
          message: () => t(value),
        })[kind]();
      return (
        <>
          <Text>{t("apiTokensMatching")}</Text>
          <List data-testid="revoke-conditions">
            {conditions(revocation.filter).map(([label, value, kind]) => (
              <ListItem key={label}>
                {t("apiTokensCondition", { label: t(label), value: shown(value, kind) })}
              </ListItem>
            ))}
          </List>
        </>
      );
    }
  }
};

const conditions = (filter: TokenFilter) =>
  (
    [
      ["apiTokensStatus", statusMessages.active, "message"],
      ["apiTokensSearch", filter.search, "text"],
      ["apiTokensResource", filter.resource, "text"],
      ["apiTokensUnusedSince", filter.unusedSince, "day"],
      ["apiTokensExpiresBefore", filter.expiresBefore, "day"],
    ] as const
  ).filter(([, value]) => value);

async function countOf(api: AdminApiTokens, revocation: Revocation, signal: AbortSignal) {
  switch (revocation.kind) {
    case "one":
      return 1;
    case "selected":
      return revocation.tokens.length;
    case "matching":
      return api.count(revocation.filter, signal);
  }
}

async function revokeNow(api: AdminApiTokens, revocation: Revocation) {
  switch (revocation.kind) {
    case "one":
      await api.revoke(revocation.token.id);
      return 1;
    case "selected":
      return api.revokeThese(revocation.tokens.map(({ id }) => id));
    case "matching":
      return api.revokeMatching(revocation.filter);
  }
}

import { AlertActionLink, Button, Title } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { dateLocale } from "../../../../shared/ui/dates";
import { Notice } from "../../../../shared/ui/Notice";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Loading } from "../Loading";
import type { ApiToken } from "../rest/apiToken";
import { useApiTokens } from "../rest/ApiTokensContext";
import { errorMessages } from "../rest/errorMessages";
import { useErrorAction } from "../rest/useErrorAction";
import { EventItem } from "./EventItem";

/** How many events are shown at first. */
const FEW = 5;

/** How many more each time. */
const PAGE = 50;

/** What the account REST gives at the most. */
const MOST = 1000;

/** What happened to a token, the newest first, as far as there is a record of it. */
export const TokenHistory = ({ token }: { token: ApiToken }) => {
  const { t, i18n } = useTranslation();
  const { client } = useApiTokens();
  const actionOf = useErrorAction();
  const [max, setMax] = useState(FEW);
  const { data, error, isFetching, refetch } = useQuery(
    useCallback(
      // A change of the token is another event of its.
      (signal: AbortSignal) => client.history(token.id, max, signal),
      [client, token, max],
    ),
  );
  const locale = dateLocale(i18n.language);

  return (
    <section data-testid="history">
      <Title headingLevel="h2" size="xl">
        {t("apiTokensHistory")}
      </Title>
      {error && (
        <Notice
          isLiveRegion
          variant="warning"
          title={t(errorMessages[error.code])}
          actionLinks={
            actionOf(error.code) ?? (
              <AlertActionLink onClick={refetch}>{t("apiTokensTryAgain")}</AlertActionLink>
            )
          }
          data-testid="history-failure"
        />
      )}
      {!data && isFetching && <Loading />}
      {data && data.events.length === 0 && (
        <p>{t(data.stored ? "apiTokensHistoryNone" : "apiTokensHistoryNotStored")}</p>
      )}
      {data && data.events.length > 0 && (
        <ol className="api-tokens-uses api-tokens-history">
          {data.events.map((event, index) => (
            <EventItem key={index} event={event} locale={locale} />
          ))}
        </ol>
      )}
      {data?.more && max < MOST && (
        <Button
          variant="link"
          isInline
          onClick={() => setMax(Math.min(max + PAGE, MOST))}
          data-testid="more-events"
        >
          {t("apiTokensHistoryMore")}
        </Button>
      )}
      {data?.truncated && !data.more && <p>{t("apiTokensHistoryTruncated")}</p>}
    </section>
  );
};

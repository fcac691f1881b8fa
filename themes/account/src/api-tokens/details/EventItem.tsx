import { useTranslation } from "react-i18next";
import { dateAndTime } from "../../../../shared/ui/dates";
import { useApiTokens } from "../rest/ApiTokensContext";
import type { TokenEvent } from "../rest/history";
import { eventMessage } from "./eventMessages";
import { revocationMessage } from "./revocation";

/** One thing that happened to a token: what and when, and below it why, by what and from where. */
export const EventItem = ({ event, locale }: { event: TokenEvent; locale: string }) => {
  const { t } = useTranslation();
  const { servers } = useApiTokens();
  const { time, action, reason, clientId, ipAddress } = event;
  const client = servers.find(({ id }) => id === clientId)?.name ?? clientId;

  return (
    <li data-testid="event">
      {t(eventMessage(action))}{" "}
      <small>
        <time dateTime={time}>{dateAndTime(new Date(time), locale)}</time>
      </small>
      {(reason || client || ipAddress) && (
        <small className="api-tokens-description">
          {reason && (action === "revoked" ? t(revocationMessage(reason)) : <code>{reason}</code>)}{" "}
          <bdi>{client}</bdi> {ipAddress && <code>{ipAddress}</code>}
        </small>
      )}
    </li>
  );
};

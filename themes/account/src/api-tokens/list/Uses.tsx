import { relativeTime } from "../../../../shared/ui/dates";
import type { ApiToken } from "../rest/apiToken";

type UsesProps = { uses: ApiToken["uses"]; now: Date; locale: string };

/** Where a token was used from, the latest first: with when that was, and by what. */
export const Uses = ({ uses, now, locale }: UsesProps) => (
  <ul className="api-tokens-uses">
    {uses.map(({ address, userAgent, at }) => (
      <li key={address} data-testid="use">
        <code>{address}</code> <small>{relativeTime(new Date(at), now, locale)}</small>
        {userAgent && (
          <small className="api-tokens-description">
            <bdi>{userAgent}</bdi>
          </small>
        )}
      </li>
    ))}
  </ul>
);

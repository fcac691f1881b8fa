import { dateAndTime, timeZoneName } from "../../../../shared/ui/dates";

/** A point in time, exactly, and where the clock stands that shows it so. */
export const Instant = ({ at, locale }: { at: string; locale: string }) => {
  const date = new Date(at);
  return (
    <time dateTime={at}>
      {dateAndTime(date, locale)} ({timeZoneName(date, locale)})
    </time>
  );
};

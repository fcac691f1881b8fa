import { dateAndTime, isReadable, timeZoneName } from "../../../../shared/ui/dates";

/** A point in time, exactly, and where the clock stands that shows it so; as it came, when it is none. */
export const Instant = ({ at, locale }: { at: string; locale: string }) => {
  const date = new Date(at);
  return isReadable(date) ? (
    <time dateTime={at}>
      {dateAndTime(date, locale)} ({timeZoneName(date, locale)})
    </time>
  ) : (
    <>{at}</>
  );
};

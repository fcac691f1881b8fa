import { TextInput } from "@patternfly/react-core";
import { useTyped } from "./useTyped";

type DayFilterProps = { id: string; value: string; onChange: (day: string) => void };

/** A day to look for, once it is typed: browsers tell of each digit of a year, and the first three make one of long ago. */
export const DayFilter = ({ id, value, onChange }: DayFilterProps) => {
  const { typed, setTyped, apply } = useTyped(value, onChange);

  function applyChanged() {
    if (typed !== value) {
      apply(typed);
    }
  }

  return (
    <TextInput
      id={id}
      type="date"
      // So that the fourth digit of a year is its last one.
      max="9999-12-31"
      value={typed}
      onChange={(_, changed) => {
        setTyped(changed);
        if (!changed) {
          apply(changed);
        }
      }}
      onBlur={applyChanged}
      onKeyDown={({ key }) => key === "Enter" && applyChanged()}
    />
  );
};

import { useEffect, useRef, useState } from "react";

type NamesProps = { id: string; find: () => Promise<string[]> };

/** Names, offered to a text field. Without them, it can still be typed into. */
export const Names = ({ id, find }: NamesProps) => {
  const [names, setNames] = useState<string[]>([]);
  // What there is to offer is found once, however often the field is drawn.
  const first = useRef(find);

  useEffect(() => {
    let isWanted = true;
    first.current().then(
      (found) => {
        if (isWanted) {
          setNames(found);
        }
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);

  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
};

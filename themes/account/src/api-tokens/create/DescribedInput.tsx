import { TextInput, type TextInputProps } from "@patternfly/react-core";

type DescribedInputProps = Pick<TextInputProps, "dir" | "isRequired"> & {
  /** What describes it is there under this, with `-help` at the end. */
  id: string;
  value: string;
  /** The message about what is wrong, or undefined. */
  fault?: string;
  onChange: (value: string) => void;
};

/** The input of a field that says below what it is for, or else what is wrong. */
export const DescribedInput = ({ id, value, fault, onChange, ...more }: DescribedInputProps) => (
  <TextInput
    {...more}
    id={id}
    value={value}
    onChange={(_, typed) => onChange(typed)}
    validated={fault ? "error" : "default"}
    aria-invalid={!!fault}
    aria-describedby={`${id}-help`}
    autoComplete="off"
    data-testid={id}
  />
);

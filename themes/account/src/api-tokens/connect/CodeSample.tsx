import { CopyButton } from "./CopyButton";

type CodeSampleProps = {
  text: string;
  /** What it is, for the copy button and for screen readers. */
  label: string;
  "data-testid"?: string;
};

/** Monospaced text to copy, whole on the narrowest screen. */
export const CodeSample = ({ text, label, ...rest }: CodeSampleProps) => (
  <div className="api-tokens-code">
    <pre>
      <code {...rest}>{text}</code>
    </pre>
    <div>
      <CopyButton text={text} label={label} />
    </div>
  </div>
);

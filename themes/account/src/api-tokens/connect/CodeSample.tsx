import type { PropsWithChildren } from "react";
import { CopyButton } from "../../../../shared/ui/CopyButton";

type CodeSampleProps = PropsWithChildren<{
  text: string;
  /** What it is, for the copy button and for screen readers. */
  label: string;
  "data-testid"?: string;
}>;

/** Monospaced text to copy, whole on the narrowest screen, and what else can be done with it. */
export const CodeSample = ({ text, label, children, ...rest }: CodeSampleProps) => (
  <div className="api-tokens-code">
    <pre>
      <code {...rest}>{text}</code>
    </pre>
    <div>
      <CopyButton text={text} label={label} />
      {children}
    </div>
  </div>
);

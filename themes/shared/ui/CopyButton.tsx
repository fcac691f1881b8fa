import { Button } from "@patternfly/react-core";
import { CheckIcon, CopyIcon } from "@patternfly/react-icons";
import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { OnCopied } from "./onCopied";

type Outcome = "copied" | "failed";

async function copy(text: string): Promise<Outcome> {
  try {
    // Only where the browser trusts the page: HTTPS or localhost.
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "failed";
  }
}

type CopyButtonProps = {
  text: string;
  /** What is copied, for those who don't see what the button stands beside. */
  label: string;
};

export const CopyButton = ({ text, label }: CopyButtonProps) => {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome>();
  const onCopied = useContext(OnCopied);

  useEffect(() => {
    const timer = outcome && setTimeout(() => setOutcome(undefined), 4000);
    return () => clearTimeout(timer);
  }, [outcome]);

  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        icon={outcome === "copied" ? <CheckIcon /> : <CopyIcon />}
        aria-label={t("apiTokensCopyWhat", { what: label })}
        onClick={() =>
          void copy(text).then((now) => {
            setOutcome(now);
            if (now === "copied") {
              onCopied();
            }
          })
        }
      >
        {t("apiTokensCopy")}
      </Button>
      <span role="status" className="api-tokens-copied">
        {outcome === "copied" && t("apiTokensCopied")}
        {outcome === "failed" && t("apiTokensCopyFailed")}
      </span>
    </>
  );
};

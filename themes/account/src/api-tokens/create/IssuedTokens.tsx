import { Text, TextContent } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router-dom";
import { ActionDialog } from "../../../../shared/ui/ActionDialog";
import { type Issued, IssuedToken } from "./IssuedToken";

type IssuedTokensProps = {
  /** The latest first. */
  issued: Issued[];
  onClose: (issued: Issued) => void;
};

/** The tokens whose secrets are at hand. Who has not copied one is asked before it is gone. */
export const IssuedTokens = ({ issued, onClose }: IssuedTokensProps) => {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<Issued[]>([]);
  const [closing, setClosing] = useState<Issued>();
  const uncopied = issued.find((one) => !copied.includes(one));
  const isAtRisk = uncopied !== undefined;
  const leaving = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isAtRisk && currentLocation.pathname !== nextLocation.pathname,
  );
  const asked = closing ?? (leaving.state === "blocked" ? uncopied : undefined);

  useEffect(() => {
    // The browser asks in words of its own.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    if (isAtRisk) {
      window.addEventListener("beforeunload", ask);
    }
    return () => window.removeEventListener("beforeunload", ask);
  }, [isAtRisk]);

  function goOn() {
    if (closing) {
      setClosing(undefined);
      onClose(closing);
    }
    leaving.proceed?.();
  }

  function stay() {
    setClosing(undefined);
    leaving.reset?.();
  }

  return (
    <>
      {issued.map((one) => (
        <IssuedToken
          key={one.token.hint}
          issued={one}
          onCopied={() => setCopied((before) => [...before, one])}
          onClose={() => (copied.includes(one) ? onClose(one) : setClosing(one))}
        />
      ))}
      {asked && (
        <ActionDialog
          name="go-on"
          title={t("apiTokensUncopiedTitle")}
          action={t("apiTokensUncopiedGoOn")}
          isDanger
          isBusy={false}
          onAction={goOn}
          onClose={stay}
        >
          <TextContent>
            <Text>{t("apiTokensUncopiedText", { name: asked.token.name })}</Text>
          </TextContent>
        </ActionDialog>
      )}
    </>
  );
};

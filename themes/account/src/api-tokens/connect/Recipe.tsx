import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { OnCopied } from "../../../../shared/ui/onCopied";
import { type Client, type System } from "./clients";
import { CodeSample } from "./CodeSample";
import type { Connection } from "./connection";
import { recipeFor } from "./recipes";
import type { Step } from "./recipes/step";

type RecipeProps = { client: Client; connection: Connection; system: System };

/** What to do, one after the other, until a client is connected. */
const Recipe = ({ client, connection, system }: RecipeProps) => {
  const { t } = useTranslation();
  const onCopied = useContext(OnCopied);
  const { name, variable, token } = connection;

  function headingOf(step: Exclude<Step, { kind: "link" }>) {
    switch (step.kind) {
      case "ask":
        return t("apiTokensSnippetAsk", { variable });
      case "share":
        return t("apiTokensSnippetShare", { client: client.name });
      case "shell":
        return t("apiTokensSnippetShell");
      case "secret":
        return step.place
          ? t("apiTokensSnippetPlace", { place: step.place })
          : t("apiTokensSnippetPrompt");
      case "file":
        return t("apiTokensSnippetFile", { file: step.file });
    }
  }

  function show(step: Step) {
    if (step.kind === "link") {
      return (
        <a href={step.href} data-testid="snippet-link">
          {t("apiTokensSnippetLink", { client: client.name })}
        </a>
      );
    }
    const heading = headingOf(step);
    return (
      <>
        <p>{heading}</p>
        {/* Who has copied what the token is not in has not copied the token. */}
        <OnCopied.Provider value={step.text.includes(token) ? onCopied : () => undefined}>
          <CodeSample
            text={step.text}
            label={`${client.name}: ${heading}`}
            data-testid={`snippet-${step.kind}`}
          />
        </OnCopied.Provider>
        {step.kind === "file" && step.member && (
          <small>{t("apiTokensSnippetMerge", { name, member: step.member })}</small>
        )}
      </>
    );
  }

  return (
    <>
      {recipeFor(client.id, connection, system).map((step, index) => (
        <div key={index}>{show(step)}</div>
      ))}
    </>
  );
};

export default Recipe;

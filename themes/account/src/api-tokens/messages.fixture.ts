import { createInstance } from "i18next";
import { readFileSync } from "node:fs";

/** The texts of a language as its file has them; of `cimode`, in which each text is its key, none. */
function textsOf(language: string): Record<string, string> {
  return language === "cimode"
    ? {}
    : Object.fromEntries(
        readFileSync(`account/theme/messages/messages_${language}.properties`, "utf8")
          .split("\n")
          .filter((line) => line.includes("=") && !line.startsWith("#"))
          .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
      );
}

/** What the page speaks with, in that language. */
export async function messagesIn(language: string) {
  const i18n = createInstance({
    lng: language,
    nsSeparator: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: textsOf(language) } },
  });
  await i18n.init();
  return i18n;
}

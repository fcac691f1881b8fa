import { createInstance } from "i18next";
import FetchBackend from "i18next-fetch-backend";
import { initReactI18next } from "react-i18next";
import { environment } from "./environment";

type Message = { key: string; value: string };

/** Messages come from the server: the theme's own, its parents', and what the realm overrides. */
export const i18n = createInstance({
  lng: environment.locale,
  fallbackLng: "en",
  nsSeparator: false,
  showSupportNotice: false,
  // React escapes.
  interpolation: { escapeValue: false },
  backend: {
    loadPath: `${environment.serverBaseUrl}/resources/${environment.realm}/account/{{lng}}`,
    parse: (json: string) =>
      Object.fromEntries((JSON.parse(json) as Message[]).map(({ key, value }) => [key, value])),
  },
})
  .use(FetchBackend)
  .use(initReactI18next);

// The stock Personal info page announces a new language so.
window.addEventListener("languageChanged", (event) => {
  const { language } = (event as CustomEvent<{ language: string }>).detail;
  void i18n.changeLanguage(language);
});

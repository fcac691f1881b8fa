import { createInstance } from "i18next";
import FetchBackend from "i18next-fetch-backend";
import { initReactI18next } from "react-i18next";
import { environment } from "./environment";

type Message = { key: string; value: string };

/**
 * Messages come from the server, of the realm that is looked at: of its admin theme, which need not be ours, and of what it
 * overrides. What that lacks comes from the realm that the admin is signed in at, which has ours.
 */
export const i18n = createInstance({
  fallbackLng: "en",
  keySeparator: ".",
  nsSeparator: false,
  showSupportNotice: false,
  // React escapes.
  interpolation: { escapeValue: false },
  ns: [environment.realm],
  defaultNS: [environment.realm],
  fallbackNS: [environment.realm],
  backend: {
    loadPath: `${environment.adminBaseUrl}/resources/{{ns}}/admin/{{lng}}`,
    parse: (json: string) =>
      Object.fromEntries((JSON.parse(json) as Message[]).map(({ key, value }) => [key, value])),
  },
})
  .use(FetchBackend)
  .use(initReactI18next);

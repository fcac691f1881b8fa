import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const messages = (language: string) =>
  readFileSync(`admin/theme/messages/messages_${language}.properties`, "utf8")
    .split("\n")
    // It names the parameters of a link.
    .filter((line) => line.includes("=") && !line.startsWith("apiTokensExpectedTemplates"))
    .map((line) => line.slice(line.indexOf("=") + 1));

it.each([
  ["de", "Ressourcenserver", /Resource[- ]?Server/i],
  ["de", "Scope", /Bereich/],
  ["fr", "domaine", /realm/i],
  ["fr", "périmètre", /port[ée]e|scope/i],
  ["fr", "utilisateur", /\b(la|une|ou) personne/i],
  ["es", "ámbito", /scope|alcance/i],
  ["es", "realm", /reino|dominio/i],
  ["es", "persona", /un usuario/i],
])("in %s, what is called %s in Keycloak or here has that one name", (language, word, others) => {
  const texts = messages(language);
  expect(texts.some((text) => text.toLowerCase().includes(word.toLowerCase()))).toBe(true);
  expect(texts.filter((text) => others.test(text))).toEqual([]);
});

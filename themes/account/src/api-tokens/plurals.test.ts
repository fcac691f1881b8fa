import { describe, expect, it } from "vitest";
import { messagesIn } from "./messages.fixture";

describe.each(["en", "de", "fr", "es"])("a message in %s", (language) => {
  it.each(["apiTokensTooMany", "apiTokensDateTooFar", "apiTokensDays"])(
    "%s is another one of one thing than of several, with the number in it",
    async (key) => {
      const { t } = await messagesIn(language);
      const [one, several] = [t(key, { count: 1 }), t(key, { count: 30 })];
      expect(one).toMatch(/\b1\b/);
      expect(several).toMatch(/\b30\b/);
      expect(one.replace("1", "30")).not.toBe(several);
      expect(one + several).not.toContain("{{");
    },
  );
});

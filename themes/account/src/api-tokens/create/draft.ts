import { isWholeToken } from "../../../../shared/rest/wholeToken";
import type { Access } from "./access";
import { type Choice, choicesFor, type Expiration, type Limits, parseDate } from "./expiration";

/** What the form holds before a token is made. Never a token. */
export type Draft = {
  name: string;
  description?: string;
  expiration: Partial<Expiration>;
  access?: Access;
  addresses?: string;
};

const KEY = "api-tokens.draft";

/** The parameters of a deep link. */
const PARAMETERS = ["name", "description", "expires", "resource", "scope"];

/**
 * What a deep link fills in, such as `?name=CI&expires=30d&resource=graphql-api&scope=projects:read`; undefined when it names
 * nothing of the form. `expires` may be a date, or `never`; `resource` and `scope` may be there several times, and a scope
 * may be several with spaces between, as OAuth has them.
 */
export function draftOfLink(search: string): Draft | undefined {
  const query = new URLSearchParams(search);
  if (!PARAMETERS.some((parameter) => query.has(parameter))) {
    return undefined;
  }
  const name = query.get("name");
  const description = query.get("description");
  const expires = query.get("expires");
  const resources = query.getAll("resource").filter((resource) => resource);
  const scopes = query.getAll("scope").flatMap((scope) => scope.split(" ").filter((one) => one));
  return {
    name: name ?? "",
    ...(description !== null && { description }),
    expiration: expirationOf(expires ?? ""),
    ...(resources.length + scopes.length > 0 && {
      access: { isLimited: true, resources, scopes },
    }),
  };
}

function expirationOf(expires: string): Partial<Expiration> {
  if (parseDate(expires)) {
    return { choice: "date", date: expires };
  }
  return /^([1-9]\d{0,4}d|never)$/.test(expires) ? { choice: expires as Choice } : {};
}

/** The search part without what {@link draftOfLink} reads. */
export function withoutDraft(search: string) {
  const query = new URLSearchParams(search);
  PARAMETERS.forEach((parameter) => query.delete(parameter));
  return query.size ? `?${query}` : "";
}

/** The draft's expiration where the realm allows it; what it does not allow falls back to the default. */
export function allowed(
  { choice, date }: Partial<Expiration>,
  limits: Limits,
  fallback: Choice,
): Expiration {
  return {
    choice: choice && choicesFor(limits).includes(choice) ? choice : fallback,
    date: date ?? "",
  };
}

/**
 * Keeps what was typed over a login in between, for this person, in this tab.
 *
 * @param subject the person; another one never sees it
 */
export function saveDraft(subject: string, draft: Draft | undefined) {
  const text = JSON.stringify({ subject, ...draft });
  // Somebody may paste a token anywhere; one that was kept before that is not what they have typed.
  if (draft && !isWholeToken(text)) {
    sessionStorage.setItem(KEY, text);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

/** What {@link saveDraft} kept for this person, or undefined. */
export function savedDraft(subject: string): Draft | undefined {
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as
      (Draft & { subject: string }) | null;
    return saved?.subject === subject
      ? {
          name: saved.name,
          description: saved.description,
          expiration: saved.expiration,
          access: saved.access,
          addresses: saved.addresses,
        }
      : undefined;
  } catch {
    return undefined;
  }
}

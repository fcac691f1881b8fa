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

/** What a deep link such as `?name=CI&expires=30d` (or a date, or `never`) fills in; undefined when it names nothing of the form. */
export function draftOfLink(search: string): Draft | undefined {
  const query = new URLSearchParams(search);
  const name = query.get("name");
  const description = query.get("description");
  const expires = query.get("expires");
  if (name === null && description === null && expires === null) {
    return undefined;
  }
  return {
    name: name ?? "",
    ...(description !== null && { description }),
    expiration: expirationOf(expires ?? ""),
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
  query.delete("name");
  query.delete("description");
  query.delete("expires");
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
  if (draft) {
    sessionStorage.setItem(KEY, JSON.stringify({ subject, ...draft }));
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

import type { ApiToken } from "../rest/apiToken";
import { hasEnded } from "./tokens";

/** How the list is ordered. */
export type Order = "createdAt" | "name" | "expiresAt" | "lastUsedAt";

/** How the list is looked at. */
export type Look = {
  text: string;
  order: Order;
  /** Whether those that have ended are shown, in the place of the others. */
  showsEnded: boolean;
  /** From 0. */
  page: number;
};

export const firstLook: Look = { text: "", order: "createdAt", showsEnded: false, page: 0 };

/** Whether something was typed or chosen, which can then be taken back, however short the list has become. */
export const isSifted = ({ text, order }: Look) => text !== "" || order !== firstLook.order;

/** Tokens on one page of the list. */
export const PAGE_SIZE = 10;

export const orders: Order[] = ["createdAt", "name", "expiresAt", "lastUsedAt"];

/**
 * The tokens that are looked at, and which of them are on the page. Of a page that is no longer there, the last one. Names are in the
 * order of the console's language.
 */
export function seen(
  tokens: ApiToken[],
  { text, order, showsEnded, page }: Look,
  language: string,
) {
  const wanted = text.trim().toLowerCase();
  const found = tokens
    .filter((token) => hasEnded(token) === showsEnded)
    .filter(({ name, description, hint }) =>
      [name, description ?? "", hint].some((said) => said.toLowerCase().includes(wanted)),
    )
    .sort(comparing(language)[order]);
  const first = Math.min(page, Math.max(0, Math.ceil(found.length / PAGE_SIZE) - 1)) * PAGE_SIZE;
  return { found, first, onPage: found.slice(first, first + PAGE_SIZE) };
}

/** Instants of one form are in the order of their texts. */
const byInstant = (one: string, other: string) => Number(one > other) - Number(one < other);

const comparing = (
  language: string,
): Record<Order, (one: ApiToken, other: ApiToken) => number> => ({
  // As the server has them.
  createdAt: () => 0,
  name: (one, other) => one.name.localeCompare(other.name, language, { numeric: true }),
  // Those that never expire are last.
  expiresAt: (one, other) => byInstant(one.expiresAt ?? "never", other.expiresAt ?? "never"),
  lastUsedAt: (one, other) => byInstant(other.lastUsedAt ?? "", one.lastUsedAt ?? ""),
});

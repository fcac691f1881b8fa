import type { ApiToken } from "./apiToken";

/** Which tokens to list. Dates are local ones as a date field has them, such as 2027-03-03; empty means any. */
export type TokenFilter = {
  search: string;
  /** Active ones, blocked or not. */
  status: Exclude<ApiToken["status"], "blocked"> | "";
  resource: string;
  unusedSince: string;
  expiresBefore: string;
};

export const noFilter: TokenFilter = {
  search: "",
  status: "",
  resource: "",
  unusedSince: "",
  expiresBefore: "",
};

export const sortKeys = ["name", "createdAt", "expiresAt", "lastUsedAt"] as const;

/** Which part of them, in which order; the first page is 1. */
export type TokenPage = {
  page: number;
  perPage: number;
  sort: (typeof sortKeys)[number];
  direction: "asc" | "desc";
};

export const firstPage: TokenPage = { page: 1, perPage: 20, sort: "createdAt", direction: "desc" };

export const isFiltered = (filter: TokenFilter) => Object.values(filter).some((value) => value);

/** The members of the filter that say anything, as the admin REST takes them. */
export function bodyOf(filter: TokenFilter): Partial<TokenFilter> {
  return Object.fromEntries(
    Object.entries({
      ...filter,
      unusedSince: instantOf(filter.unusedSince),
      expiresBefore: instantOf(filter.expiresBefore),
    }).filter(([, value]) => value),
  );
}

export function queryOf(filter: TokenFilter, page?: TokenPage) {
  const query = new URLSearchParams(bodyOf(filter));
  if (page) {
    query.set("first", String((page.page - 1) * page.perPage));
    query.set("max", String(page.perPage));
    query.set("sort", page.sort);
    query.set("direction", page.direction);
  }
  return query.toString();
}

/** What of a filter can still be revoked: the active tokens among those that match. Undefined when there can be none. */
export const revocable = (filter: TokenFilter): TokenFilter | undefined =>
  filter.status === "" || filter.status === "active" ? { ...filter, status: "active" } : undefined;

/** Whether somebody has typed a whole token where only a part of one belongs: it must not get into an address. */
export const isWholeToken = (text: string) => /[a-z][a-z0-9]{1,15}_[0-9A-Za-z]{49}/.test(text);

/** The page that is left when so many tokens are. */
export const lastPage = (count: number, perPage: number) => Math.max(1, Math.ceil(count / perPage));

/** The local midnight at which a day begins, or an empty text for none. */
function instantOf(day: string) {
  const date = new Date(`${day}T00:00:00`);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

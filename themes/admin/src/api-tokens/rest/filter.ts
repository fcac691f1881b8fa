import type { Body } from "../../../../shared/rest/contract";
import { isWholeToken } from "../../../../shared/rest/wholeToken";
import type { ApiToken } from "./apiToken";

/** Which tokens to list. Dates are local ones as a date field has them, such as 2027-03-03; empty means any. */
export type TokenFilter = {
  search: string;
  /** Active ones, blocked or not. */
  status: Exclude<ApiToken["status"], "blocked"> | "";
  resource: string;
  /** Id of the owner. */
  userId: string;
  createdBefore: string;
  unusedSince: string;
  expiresBefore: string;
  neverExpires: "true" | "";
};

export const noFilter: TokenFilter = {
  search: "",
  status: "",
  resource: "",
  userId: "",
  createdBefore: "",
  unusedSince: "",
  expiresBefore: "",
  neverExpires: "",
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

/** What the address of the page says of them, so that Back works and a link can be given to a colleague. */
export type TokenView = { filter: TokenFilter; page: TokenPage };

const statuses = ["active", "expired", "revoked"] as const;
const directions = ["asc", "desc"] as const;

/** As the parameters of an address tell it; what they don't tell, or wrongly, is as at first. */
export function viewOf(parameters: URLSearchParams): TokenView {
  const text = (name: string) => parameters.get(name) ?? "";
  // Whoever made an address with a token, it goes no further.
  const typed = (name: string) => (isWholeToken(text(name)) ? "" : text(name));
  const day = (name: string) => (instantOf(text(name)) ? text(name) : "");
  const oneOf = <T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === parameters.get(name));
  const number = (name: string, otherwise: number) =>
    /^[1-9]\d{0,3}$/.test(parameters.get(name) ?? "") ? Number(parameters.get(name)) : otherwise;
  return {
    filter: {
      search: typed("search"),
      status: oneOf("status", statuses) ?? "",
      resource: typed("resource"),
      userId: typed("userId"),
      createdBefore: day("createdBefore"),
      unusedSince: day("unusedSince"),
      expiresBefore: day("expiresBefore"),
      neverExpires: oneOf("neverExpires", ["true"]) ?? "",
    },
    page: {
      page: number("page", firstPage.page),
      perPage: number("perPage", firstPage.perPage),
      sort: oneOf("sort", sortKeys) ?? firstPage.sort,
      direction: oneOf("direction", directions) ?? firstPage.direction,
    },
  };
}

/** The parameters that {@link viewOf} reads, without those that say what holds at first. */
export function parametersOf({ filter, page }: TokenView) {
  const first: Record<string, unknown> = { ...noFilter, ...firstPage };
  return new URLSearchParams(
    Object.entries({ ...filter, ...page })
      .filter(([name, value]) => value !== first[name])
      .map(([name, value]) => [name, String(value)]),
  );
}

export const isFiltered = (filter: TokenFilter) => Object.values(filter).some((value) => value);

/** What the filter says, as the admin REST takes it. */
const saidBy = (filter: TokenFilter) =>
  Object.entries({
    ...filter,
    createdBefore: instantOf(filter.createdBefore),
    unusedSince: instantOf(filter.unusedSince),
    expiresBefore: instantOf(filter.expiresBefore),
  }).filter(([, value]) => value);

/** The same as members of a body. */
export const bodyOf = (filter: TokenFilter) =>
  Object.fromEntries(
    saidBy(filter).map(([name, value]) => [name, name === "neverExpires" ? true : value]),
  ) as Body<"revokeTokens">;

export function queryOf(filter: TokenFilter, page?: TokenPage) {
  const query = new URLSearchParams(saidBy(filter));
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

export { isWholeToken };

/** The page that is left when so many tokens are. */
export const lastPage = (count: number, perPage: number) => Math.max(1, Math.ceil(count / perPage));

/** The local day so many days from now, as a date field has it. */
export function dayFrom(now: Date, days: number) {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The local midnight at which a day begins, or an empty text for none. */
function instantOf(day: string) {
  const date = new Date(`${day}T00:00:00`);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

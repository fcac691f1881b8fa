import { dayFrom, noFilter, type TokenFilter } from "../rest/filter";

/** A number and the filter that finds what it counts; the label is a message, with a number of days in it. */
export type Counted = { id: string; label: string; days?: number; filter: TokenFilter };

/** Numbers that belong together, below a title, with a note about what they are not. */
export type Group = { title: string; note?: string; numbers: Counted[] };

const active: TokenFilter = { ...noFilter, status: "active" };

/** What an admin wants to know of a realm's tokens on that day. */
export const numbersOf = (today: Date): Group[] => [
  {
    title: "apiTokensByStatus",
    note: "apiTokensByStatusNote",
    numbers: [
      { id: "active", label: "apiTokensNotEnded", filter: active },
      { id: "expired", label: "apiTokensExpired", filter: { ...noFilter, status: "expired" } },
      { id: "revoked", label: "apiTokensRevoked", filter: { ...noFilter, status: "revoked" } },
    ],
  },
  {
    title: "apiTokensByAge",
    numbers: [30, 90, 365].map((days) => ({
      id: `older-${days}`,
      label: "apiTokensOlderThan",
      days,
      filter: { ...active, createdBefore: dayFrom(today, -days) },
    })),
  },
  {
    title: "apiTokensToLookAt",
    numbers: [
      {
        id: "never-expires",
        label: "apiTokensNeverExpiring",
        filter: { ...active, neverExpires: "true" },
      },
      {
        id: "unused",
        label: "apiTokensUnusedFor",
        days: 90,
        filter: { ...active, unusedSince: dayFrom(today, -90) },
      },
      {
        id: "expiring",
        label: "apiTokensExpiringWithin",
        days: 30,
        // The last of those days as well.
        filter: { ...active, expiresBefore: dayFrom(today, 31) },
      },
    ],
  },
];

import { sendJson } from "../../../../shared/rest/sendJson";
import type { TokenFilter, TokenPage } from "./filter";
import { bodyOf, queryOf } from "./filter";
import type { Fault, Settings } from "../settings/settings";

/** A token as the admin REST shows it; see docs/api.md. Instants are ISO-8601 in UTC. */
export type ApiToken = {
  id: string;
  name: string;
  hint: string;
  status: "active" | "expired" | "revoked";
  userId: string;
  /** Null when the person is gone. */
  username: string | null;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedBy: string | null;
  access: { revoke: boolean };
};

/** What can go wrong with a call, as far as an admin can make a difference. */
export type ErrorCode =
  | "invalid_request"
  | "unknown_resource"
  | "forbidden"
  | "not_found"
  | "temporarily_unavailable"
  | "signed_out"
  | "unreachable"
  | "unexpected";

export class AdminApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    /** What is wrong with single members of the settings. */
    readonly faults: Fault[] = [],
  ) {
    super(code);
    this.name = "AdminApiError";
  }
}

/** The error of whatever was thrown. */
export const errorOf = (error: unknown) =>
  error instanceof AdminApiError ? error : new AdminApiError("unexpected");

/** The admin REST of one realm. Every call throws an {@link AdminApiError} when it fails. */
export class AdminApiTokens {
  constructor(
    private readonly baseUrl: string,
    private readonly accessToken: () => Promise<string | undefined>,
  ) {}

  list = (filter: TokenFilter, page: TokenPage, signal: AbortSignal) =>
    this.call<ApiToken[]>("GET", `?${queryOf(filter, page)}`, undefined, signal);

  count = async (filter: TokenFilter, signal: AbortSignal) => {
    const path = `/count?${queryOf(filter)}`;
    return (await this.call<{ count: number }>("GET", path, undefined, signal)).count;
  };

  revoke = (id: string) => this.call<undefined>("DELETE", `/${encodeURIComponent(id)}`);

  revokeThese = async (ids: string[]) =>
    (await this.call<{ revoked: number }>("POST", "/revoke", { ids })).revoked;

  revokeMatching = async (filter: TokenFilter) =>
    (await this.call<{ revoked: number }>("POST", "/revoke", bodyOf(filter))).revoked;

  lookup = (token: string) => this.call<ApiToken>("POST", "/lookup", { token });

  settings = (signal: AbortSignal) => this.call<Settings>("GET", "/settings", undefined, signal);

  saveSettings = (changes: object) => this.call<Settings>("PUT", "/settings", changes);

  private async call<T>(
    method: string,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<T> {
    const accessToken = await this.accessToken();
    const response = await sendJson(
      { url: `${this.baseUrl}${path}`, method, accessToken, body, signal },
      () => new AdminApiError("unreachable"),
    );
    if (!response.ok) {
      throw await errorOfAnswer(response);
    }
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

async function errorOfAnswer(response: Response) {
  const { error, faults } = (await response.json().catch(() => ({}))) as {
    error?: string;
    faults?: Fault[];
  };
  return new AdminApiError(
    error === "unknown_resource" ? error : codeOfStatus(response.status),
    faults,
  );
}

function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 400:
      return "invalid_request";
    case 401:
      return "signed_out";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 502:
    case 503:
    case 504:
      return "temporarily_unavailable";
    default:
      return "unexpected";
  }
}

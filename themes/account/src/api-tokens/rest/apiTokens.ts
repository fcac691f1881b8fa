import type Keycloak from "keycloak-js";
import { sendJson } from "../../../../shared/rest/sendJson";

/** A token as the account REST shows it; see docs/api.md. Instants are ISO-8601 in UTC. */
export type ApiToken = {
  id: string;
  name: string;
  hint: string;
  status: "active" | "expired" | "revoked";
  scopes: string[];
  resources: string[];
  /** What the token is limited to and no longer has. */
  removedScopes: string[];
  removedResources: string[];
  createdAt: string;
  expiresAt: string | null;
  rotatedAt: string | null;
  /** While the secret before the last rotation works: until when. */
  previousSecretExpiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedBy: string | null;
  revokedAt: string | null;
};

/** The one answer that holds the secret. */
export type CreatedApiToken = ApiToken & { token: string };

export type ResourceServer = {
  id: string;
  name: string;
  type: string;
  endpoint: string | null;
  scopes: Scope[];
};

/** A client scope that a token may be limited to, in the person's words. */
export type Scope = { name: string; consentText: string };

/** What a token is limited to; a member that is not there: not limited. */
export type TokenLimits = { scopes?: string[]; resources?: string[] };

export type Settings = {
  enabled: boolean;
  neverExpiresAllowed: boolean;
  defaultLifetimeDays: number | null;
  maxLifetimeDays: number | null;
  maxPerUser: number;
  requiredRole: string | null;
  maxAuthAgeSeconds: number | null;
  resourceServers: ResourceServer[];
};

/** Codes of the account REST, and three of this page's own for what comes before any answer of it. */
export type ErrorCode =
  | "invalid_name"
  | "name_in_use"
  | "invalid_expiration"
  | "expiration_required"
  | "expiration_too_far"
  | "too_many_tokens"
  | "role_required"
  | "reauthentication_required"
  | "client_not_allowed"
  | "impersonation_not_allowed"
  | "not_found"
  | "temporarily_unavailable"
  | "signed_out"
  | "unreachable"
  | "unexpected";

const serverCodes: readonly string[] = [
  "invalid_name",
  "name_in_use",
  "invalid_expiration",
  "expiration_required",
  "expiration_too_far",
  "too_many_tokens",
  "role_required",
  "reauthentication_required",
  "client_not_allowed",
  "impersonation_not_allowed",
  "not_found",
  "temporarily_unavailable",
] satisfies ErrorCode[];

export class ApiTokensError extends Error {
  constructor(readonly code: ErrorCode) {
    super(code);
    this.name = "ApiTokensError";
  }
}

/** The code of whatever was thrown. */
export const codeOf = (error: unknown): ErrorCode =>
  error instanceof ApiTokensError ? error.code : "unexpected";

/** The account REST, called for the person who is signed in. Every call throws an {@link ApiTokensError} when it fails. */
export class ApiTokens {
  constructor(
    private readonly baseUrl: string,
    private readonly keycloak: Pick<Keycloak, "updateToken" | "token" | "authenticated">,
  ) {}

  list = (signal?: AbortSignal) => this.call<ApiToken[]>("GET", "", undefined, signal);

  settings = (signal?: AbortSignal) => this.call<Settings>("GET", "/settings", undefined, signal);

  create = (name: string, expiresAt: Date | null, limits: TokenLimits) =>
    this.call<CreatedApiToken>("POST", "", {
      name,
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      ...limits,
    });

  rotate = (id: string, expiresAt: Date | null, graceSeconds: number) =>
    this.call<CreatedApiToken>("POST", `/${encodeURIComponent(id)}/rotate`, {
      expiresAt: expiresAt && expiresAt.toISOString(),
      graceSeconds,
    });

  narrow = (id: string, limits: TokenLimits) =>
    this.call<ApiToken>("PUT", `/${encodeURIComponent(id)}`, limits);

  rename = (id: string, name: string) =>
    this.call<ApiToken>("PUT", `/${encodeURIComponent(id)}`, { name });

  revoke = (id: string) => this.call<undefined>("DELETE", `/${encodeURIComponent(id)}`);

  private async call<T>(
    method: string,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<T> {
    await this.refreshAccessToken();
    const response = await sendJson(
      { url: `${this.baseUrl}${path}`, method, accessToken: this.keycloak.token, body, signal },
      () => new ApiTokensError("unreachable"),
    );
    if (!response.ok) {
      throw new ApiTokensError(await codeOfAnswer(response));
    }
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async refreshAccessToken() {
    try {
      await this.keycloak.updateToken(5);
    } catch {
      // Keycloak refused, and the session is over; or nothing answered, and it may still be there.
      throw new ApiTokensError(this.keycloak.authenticated ? "unreachable" : "signed_out");
    }
  }
}

async function codeOfAnswer(response: Response): Promise<ErrorCode> {
  if (response.status === 401) {
    return "signed_out";
  }
  const { error } = (await response.json().catch(() => ({}))) as {
    error?: string;
  };
  if (error && serverCodes.includes(error)) {
    return error as ErrorCode;
  }
  return response.status >= 502 ? "temporarily_unavailable" : "unexpected";
}

import type Keycloak from "keycloak-js";
import { RestClient } from "../../../../shared/rest/RestClient";
import { RestError } from "../../../../shared/rest/RestError";
import type { ApiToken, CreatedApiToken, Settings, TokenLimits } from "./apiToken";

type Session = Pick<Keycloak, "updateToken" | "token" | "authenticated">;

/** The account REST, called for the person who is signed in. Every call throws a {@link RestError} when it fails. */
export class ApiTokensClient {
  private readonly rest: RestClient;

  constructor(
    private readonly baseUrl: string,
    keycloak: Session,
  ) {
    this.rest = new RestClient(baseUrl, () => freshAccessToken(keycloak));
  }

  /** The first so many of the person's tokens: the active ones, and then those that ended last. */
  list = (max: number, signal?: AbortSignal) => this.rest.get<ApiToken[]>(`?max=${max}`, signal);

  get = (id: string, signal?: AbortSignal) => this.rest.get<ApiToken>(pathOf(id), signal);

  /** What a token is, asked with the token itself. */
  self = (secret: string) =>
    new RestClient(this.baseUrl, () => Promise.resolve(secret)).get<ApiToken>("/self");

  settings = (signal?: AbortSignal) => this.rest.get<Settings>("/settings", signal);

  create = (name: string, description: string, expiresAt: Date | null, limits: TokenLimits) =>
    this.rest.post<CreatedApiToken>("", {
      name,
      ...(description.trim() && { description }),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      ...limits,
    });

  /**
   * Gives a token another secret.
   *
   * @param expiresAt undefined: it lives as long again
   */
  rotate = (id: string, expiresAt: Date | null | undefined, graceSeconds: number) =>
    this.rest.post<CreatedApiToken>(`${pathOf(id)}/rotate`, {
      expiresAt: expiresAt && expiresAt.toISOString(),
      graceSeconds,
    });

  narrow = (id: string, limits: TokenLimits) => this.rest.put<ApiToken>(pathOf(id), limits);

  rename = (id: string, name: string, description: string) =>
    this.rest.put<ApiToken>(pathOf(id), { name, description });

  revoke = (id: string) => this.rest.delete(pathOf(id));
}

const pathOf = (id: string) => `/${encodeURIComponent(id)}`;

async function freshAccessToken(keycloak: Session) {
  try {
    await keycloak.updateToken(5);
  } catch {
    // Keycloak refused, and the session is over; or nothing answered, and it may still be there.
    throw new RestError(keycloak.authenticated ? "unreachable" : "signed_out");
  }
  return keycloak.token;
}

import type Keycloak from "keycloak-js";
import type { Answer, Body } from "../../../../shared/rest/contract";
import { RestClient } from "../../../../shared/rest/RestClient";
import { RestError } from "../../../../shared/rest/RestError";
import type { ApiToken, TokenLimits } from "./apiToken";

/** What the account REST gives at the most. */
const MOST_OF_A_PAGE = 1000;

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
  list = async (max: number, signal?: AbortSignal) => {
    const tokens = new Map<string, ApiToken>();
    for (let first = 0; first < max; first += MOST_OF_A_PAGE) {
      const size = Math.min(MOST_OF_A_PAGE, max - first);
      const page = await this.rest.get<Answer<"listTokens">>(
        `?${new URLSearchParams({ ...(first && { first: `${first}` }), max: `${size}` })}`,
        signal,
      );
      // One that is made meanwhile moves the others on by a place.
      page.forEach((token) => tokens.set(token.id, token));
      if (page.length < size) {
        break;
      }
    }
    return [...tokens.values()];
  };

  get = (id: string, signal?: AbortSignal) =>
    this.rest.get<Answer<"readToken">>(pathOf(id), signal);

  /** The newest so many of a token's events. */
  history = (id: string, max: number, signal?: AbortSignal) =>
    this.rest.get<Answer<"readHistory">>(`${pathOf(id)}/events?max=${max}`, signal);

  /** What a token is, asked with the token itself. */
  self = (secret: string) =>
    new RestClient(this.baseUrl, () => Promise.resolve(secret)).get<Answer<"readSelf">>("/self");

  settings = (signal?: AbortSignal) => this.rest.get<Answer<"readLimits">>("/settings", signal);

  create = (name: string, description: string, expiresAt: Date | null, limits: TokenLimits) =>
    this.rest.post<Answer<"createToken">>("", {
      name,
      ...(description.trim() && { description }),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      ...limits,
    } satisfies Body<"createToken">);

  /**
   * Gives a token another secret.
   *
   * @param expiresAt undefined: it lives as long again
   */
  rotate = (id: string, expiresAt: Date | null | undefined, graceSeconds: number) =>
    this.rest.post<Answer<"rotateToken">>(`${pathOf(id)}/rotate`, {
      expiresAt: expiresAt && expiresAt.toISOString(),
      graceSeconds,
    } satisfies Body<"rotateToken">);

  narrow = (id: string, limits: TokenLimits) => this.change(id, limits);

  rename = (id: string, name: string, description: string) =>
    this.change(id, { name, description });

  revoke = (id: string) => this.rest.delete(pathOf(id));

  private change = (id: string, change: Body<"changeToken">) =>
    this.rest.put<Answer<"changeToken">>(pathOf(id), change);
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

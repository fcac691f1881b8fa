import type Keycloak from "keycloak-js";
import type { Answer, Body } from "../../../../shared/rest/contract";
import { RestClient } from "../../../../shared/rest/RestClient";
import { RestError } from "../../../../shared/rest/RestError";
import { hasEnded } from "../list/tokens";
import type { ApiToken, TokenLimits } from "./apiToken";

/** What the account REST gives at the most. */
const MOST_OF_A_PAGE = 1000;

/** Tokens, and whether there are others. */
export type TokenList = { tokens: ApiToken[]; hasMore: boolean };

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

  /** All active tokens of the person, and of those that have ended the latest as far as there are no more than so many then. */
  list = async (max: number, signal?: AbortSignal): Promise<TokenList> => {
    const found = new Map<string, ApiToken>();
    for (let first = 0, isLast = false; !isLast;) {
      // One more tells whether there is more; the active ones come first, however many there are.
      const size = first > max ? MOST_OF_A_PAGE : Math.min(MOST_OF_A_PAGE, max + 1 - first);
      const page = await this.rest.get<Answer<"listTokens">>(
        `?${new URLSearchParams({ ...(first && { first: `${first}` }), max: `${size}` })}`,
        signal,
      );
      // One that is made meanwhile moves the others on by a place.
      page.forEach((token) => found.set(token.id, token));
      first += size;
      isLast = page.length < size || (first > max && page.some(hasEnded));
    }
    const tokens = [...found.values()];
    const shown = Math.max(max, tokens.filter((token) => !hasEnded(token)).length);
    return { tokens: tokens.slice(0, shown), hasMore: tokens.length > shown };
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

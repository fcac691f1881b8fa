import { RestError } from "./RestError";

/** Calls of a REST interface with somebody's access token. Every call throws a {@link RestError} when it fails. */
export class RestClient {
  /**
   * @param baseUrl what the paths of calls are put behind
   * @param accessToken one that is valid now; may throw a {@link RestError}
   */
  constructor(
    private readonly baseUrl: string,
    private readonly accessToken: () => Promise<string | undefined>,
  ) {}

  get = <T>(path: string, signal?: AbortSignal) => this.call<T>("GET", path, undefined, signal);

  post = <T>(path: string, body: object) => this.call<T>("POST", path, body);

  put = <T>(path: string, body: object) => this.call<T>("PUT", path, body);

  delete = (path: string) => this.call<undefined>("DELETE", path);

  private async call<T>(method: string, path: string, body?: object, signal?: AbortSignal) {
    const accessToken = await this.accessToken();
    const response = await this.send(path, {
      method,
      signal,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw await RestError.ofAnswer(response);
    }
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async send(path: string, request: RequestInit) {
    try {
      return await fetch(`${this.baseUrl}${path}`, request);
    } catch (error) {
      // Nobody wants the answer any more, or none came.
      throw request.signal?.aborted ? error : new RestError("unreachable");
    }
  }
}

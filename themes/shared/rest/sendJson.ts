type JsonRequest = {
  url: string;
  method: string;
  accessToken: string | undefined;
  body?: object;
  signal?: AbortSignal;
};

/** The server's answer. Without one, throws what `unreachable` makes, unless the signal says that nobody wants it. */
export async function sendJson(
  { url, method, accessToken, body, signal }: JsonRequest,
  unreachable: () => Error,
) {
  try {
    return await fetch(url, {
      method,
      signal,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw unreachable();
  }
}

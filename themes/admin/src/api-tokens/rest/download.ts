import { RestError } from "../../../../shared/rest/RestError";

/**
 * Reads a file, whole: it ends in an error when it was cut.
 *
 * @throws {RestError} when there is none
 */
export async function download(url: string, accessToken: string | undefined) {
  try {
    const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } });
    if (response.ok) {
      return await response.blob();
    }
    throw await RestError.ofAnswer(response);
  } catch (error) {
    throw error instanceof RestError ? error : new RestError("unreachable");
  }
}

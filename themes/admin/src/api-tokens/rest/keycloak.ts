import { codeOfStatus, RestError } from "../../../../shared/rest/RestError";
import type { ErrorCode } from "../../../../shared/rest/errorCodes";

/** A call of Keycloak's own admin REST that failed, with what that said of it, in the admin's language, if it did. */
export class KeycloakError extends RestError {
  constructor(
    code: ErrorCode,
    readonly words?: string,
  ) {
    super(code);
  }
}

/** What a call of Keycloak's admin client answers. That throws errors of its own, of which this makes a {@link KeycloakError}. */
export async function ofKeycloak<T>(call: Promise<T>) {
  try {
    return await call;
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown) {
  const { response, responseData } = error as { response?: unknown; responseData?: unknown };
  if (response instanceof Response) {
    const { status } = response;
    const code = status === 404 ? "not_found" : codeOfStatus(status);
    return new KeycloakError(code, wordsOf(status, responseData));
  }
  // What the browser throws when no answer came.
  return error instanceof TypeError ? new KeycloakError("unreachable") : error;
}

/** Why Keycloak did not want what it was sent: its checks and client policies say that in one of two members. */
function wordsOf(status: number, data: unknown) {
  if (status !== 400 && status !== 409) {
    return undefined;
  }
  const { errorMessage, error_description } = Object(data) as Record<string, unknown>;
  return [errorMessage, error_description].find(
    (words): words is string => typeof words === "string" && words !== "",
  );
}

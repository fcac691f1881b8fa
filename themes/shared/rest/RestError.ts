import type { Schemas } from "./contract";
import { type ErrorCode, isServerCode } from "./errorCodes";

/** What is wrong with one member of a body, and what would be right. */
export type Fault = Schemas["Fault"];

/** A call that failed. */
export class RestError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly faults: Fault[] = [],
  ) {
    super(code);
    this.name = "RestError";
  }

  /** What was thrown, whatever it was. */
  static of = (error: unknown) =>
    error instanceof RestError ? error : new RestError("unexpected");

  /** What an answer says that is no success. */
  static async ofAnswer(response: Response) {
    const { error, faults } = (await response.json().catch(() => ({}))) as {
      error?: unknown;
      faults?: Fault[];
    };
    return new RestError(isServerCode(error) ? error : codeOfStatus(response.status), faults);
  }
}

/** For answers that are not of these interfaces, but of Keycloak itself or of a proxy before it. */
export function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 401:
      return "signed_out";
    case 403:
      return "forbidden";
    // Too many requests, as a proxy says it.
    case 429:
    case 502:
    case 503:
    case 504:
      return "temporarily_unavailable";
    default:
      return "unexpected";
  }
}

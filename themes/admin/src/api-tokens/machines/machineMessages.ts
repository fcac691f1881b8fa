import type { ErrorCode } from "../../../../shared/rest/errorCodes";

/** What these codes mean where a secret is given out; of other calls they say something else. */
export const machineMessages: Partial<Record<ErrorCode, string>> = {
  invalid_request: "apiTokensMachineInvalid",
  not_found: "apiTokensMachineNoClient",
};

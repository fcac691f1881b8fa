import { expect, it } from "vitest";
import { revocationMessage } from "./revocation";

it.each([
  ["revoked_by_admin", "apiTokensRevokedByAdmin"],
  ["out_of_fashion", "apiTokensRevokedOther"],
  [null, "apiTokensRevokedOther"],
])("the message of the reason %s is %s", (reason, message) => {
  expect(revocationMessage(reason)).toBe(message);
});

import { describe, expect, it } from "vitest";
import { RestError } from "../../../../shared/rest/RestError";
import { KeycloakError, ofKeycloak } from "./keycloak";

/** An answer that is no success, as Keycloak's admin client throws it. */
const refused = (status: number, responseData: unknown = "") =>
  Object.assign(new Error("Network response was not OK."), {
    response: new Response(null, { status }),
    responseData,
  });

const failureOf = (thrown: Error) =>
  ofKeycloak(Promise.reject(thrown)).then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a call of Keycloak's admin client", () => {
  it("answers as Keycloak does", async () => {
    await expect(ofKeycloak(Promise.resolve(1))).resolves.toBe(1);
  });

  it.each([
    [401, "signed_out"],
    [403, "forbidden"],
    [404, "not_found"],
    [500, "unexpected"],
    [503, "temporarily_unavailable"],
  ])("with %d says %s", async (status, code) => {
    expect(await failureOf(refused(status, { errorMessage: "for developers" }))).toEqual(
      new KeycloakError(code as KeycloakError["code"]),
    );
  });

  it("says that no answer came", async () => {
    expect(await failureOf(new TypeError("Failed to fetch"))).toMatchObject({
      code: "unreachable",
    });
  });

  it.each([
    [400, { errorMessage: "Redirect URI is no URI." }, "Redirect URI is no URI."],
    [409, { errorMessage: "Client a exists." }, "Client a exists."],
    [400, { error: "invalid_input", error_description: "No URL." }, "No URL."],
    [400, { error: "invalid_input" }, undefined],
    [400, "<html>", undefined],
    [400, null, undefined],
  ])("with %d and %j says why", async (status, data, words) => {
    const failure = await failureOf(refused(status, data));
    expect(failure).toBeInstanceOf(RestError);
    expect(failure).toHaveProperty("words", words);
  });

  it("leaves all else as it is", async () => {
    const bug = new RangeError("a bug");
    expect(await failureOf(bug)).toBe(bug);
  });
});

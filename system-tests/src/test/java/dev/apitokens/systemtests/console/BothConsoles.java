package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.apitokens.systemtests.client.Deployment;

/** The pages of people and of admins, as far as a Keycloak shows them at all; the other tests take them apart. */
public final class BothConsoles {

    private BothConsoles() {}

    /**
     * Makes a token at the page of Alice of the demo's realm, and finds it at that of an admin.
     *
     * @param token its name
     * @param admin who may see the tokens of the demo's realm, and whose password is their name
     */
    public static void assertShowApiTokens(Deployment product, String token, String admin) {
        assertShowApiTokens(product, token, new Logins("demo", "alice", "demo", admin));
    }

    /**
     * Who signs in where.
     *
     * @param realm of the person
     * @param person whose password is their name
     * @param adminRealm of the console that the admin works in
     * @param admin whose password is their name
     */
    public record Logins(String realm, String person, String adminRealm, String admin) {}

    /**
     * Makes a token at the page of a person, and finds it at that of an admin.
     *
     * @param token its name
     */
    public static void assertShowApiTokens(Deployment product, String token, Logins logins) {
        try (Chromium chromium = Chromium.launch()) {
            try (AccountConsole console =
                    AccountConsole.signIn(chromium, product, logins.realm(), logins.person(), "en-GB")) {
                console.create(token);
                assertThat(console.row(token)).isVisible();
            }
            try (AdminConsole console = AdminConsole.signIn(
                    chromium, product, logins.adminRealm(), logins.admin(), "/" + logins.realm() + "/api-tokens")) {
                assertThat(console.navEntry()).isVisible();
                assertThat(console.row(token)).isVisible();
            }
        }
    }
}

package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.apitokens.systemtests.client.Deployment;

/** The pages of people and of admins, as far as a Keycloak shows them at all; the other tests take them apart. */
public final class BothConsoles {

    private BothConsoles() {}

    /**
     * Makes a token at the page of a person, and finds it at that of an admin.
     *
     * @param token its name
     * @param admin who may see the tokens of the demo's realm, and whose password is their name
     */
    public static void assertShowApiTokens(Deployment product, String token, String admin) {
        try (Chromium chromium = Chromium.launch()) {
            try (AccountConsole console = AccountConsole.signIn(chromium, product, "alice", "en-GB")) {
                console.create(token);
                assertThat(console.row(token)).isVisible();
            }
            try (AdminConsole console = AdminConsole.signIn(chromium, product, "demo", admin, "/demo/api-tokens")) {
                assertThat(console.navEntry()).isVisible();
                assertThat(console.row(token)).isVisible();
            }
        }
    }
}

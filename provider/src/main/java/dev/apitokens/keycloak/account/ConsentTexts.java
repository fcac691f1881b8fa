package dev.apitokens.keycloak.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/**
 * Texts of client scopes in a person's language: {@code ${key}} is looked up where the consent screen looks it up, in
 * the realm's login theme.
 */
final class ConsentTexts {

    private final Properties messages;

    ConsentTexts(KeycloakSession session, UserModel user) {
        try {
            messages = session.theme()
                    .getTheme(Theme.Type.LOGIN)
                    .getEnhancedMessages(
                            session.getContext().getRealm(),
                            session.getContext().resolveLocale(user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(ClientScopeModel scope) {
        String text = scope.getConsentScreenText();
        if (text == null || text.isBlank()) {
            return scope.getName();
        }
        return text.startsWith("${") && text.endsWith("}")
                ? messages.getProperty(text.substring(2, text.length() - 1), scope.getName())
                : text;
    }
}

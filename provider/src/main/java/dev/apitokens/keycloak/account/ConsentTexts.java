package dev.apitokens.keycloak.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/**
 * Names of clients and texts of client scopes in a person's language: {@code ${key}} is looked up where the consent screen
 * looks it up, in the realm's login theme, and is a pattern, as all texts are there.
 */
final class ConsentTexts {

    private static final Object[] NO_ARGUMENTS = {};

    private final Properties messages;
    private final Locale locale;

    ConsentTexts(Properties messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    static ConsentTexts of(KeycloakSession session, UserModel user) {
        Locale locale = session.getContext().resolveLocale(user);
        try {
            return new ConsentTexts(
                    session.theme()
                            .getTheme(Theme.Type.LOGIN)
                            .getEnhancedMessages(session.getContext().getRealm(), locale),
                    locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the scope lets a token do. */
    String of(ClientScopeModel scope) {
        return text(scope.getConsentScreenText(), scope.getName());
    }

    /** What the client is called. */
    String name(ClientModel client) {
        return text(client.getName(), client.getClientId());
    }

    private String text(@Nullable String text, String otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return text;
        }
        String pattern = messages.getProperty(text.substring(2, text.length() - 1));
        return pattern == null ? otherwise : formatted(pattern);
    }

    private String formatted(String pattern) {
        try {
            return new MessageFormat(pattern, locale).format(NO_ARGUMENTS);
        } catch (IllegalArgumentException e) {
            // A brace that stands alone. The list must not fail for it.
            return pattern;
        }
    }
}

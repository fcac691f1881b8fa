package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.Addressee;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RevocationCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail to the owner of tokens.
 *
 * @param key what it is about; emails about the same are one
 * @param tokens the tokens it names
 */
record ApiTokenEmail(Key key, List<ApiToken> tokens) {

    /** What happened. */
    enum Kind {
        CREATED,
        ROTATED,
        REUSED,
        REVOKED,
        NETWORK,
        EXPIRING;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Name of the template below {@code theme-resources/templates/html} and {@code text}. */
        String template() {
            return "api-tokens-" + code() + ".ftl";
        }

        /**
         * Key of the message that is the subject.
         *
         * @param isOfClient whether the tokens are a machine's
         */
        String subjectKey(boolean isOfClient) {
            return "apiTokens" + name().charAt(0) + code().substring(1) + "Subject" + (isOfClient ? "OfClient" : "");
        }
    }

    /**
     * What a email is about.
     *
     * @param cause why the tokens were revoked, or null: they were not
     * @param address that the token was used from, or null: the mail is not about that
     * @param page address of the page that lists the tokens, or null: nobody knows it
     */
    record Key(
            Addressee addressee,
            String realmName,
            Kind kind,
            @Nullable RevocationCause cause,
            @Nullable String page,
            @Nullable String address) {}

    ApiTokenEmail {
        tokens = List.copyOf(tokens);
    }

    ApiTokenEmail and(ApiTokenEmail other) {
        List<ApiToken> all = new ArrayList<>(tokens);
        all.addAll(other.tokens());
        return new ApiTokenEmail(key, all);
    }
}

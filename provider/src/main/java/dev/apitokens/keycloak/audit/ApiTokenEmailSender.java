package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.ApiToken;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Sends mails by the realm's mail server, in its mail theme and in the person's language. */
final class ApiTokenEmailSender {

    private static final Logger LOG = Logger.getLogger(ApiTokenEmailSender.class);

    private final KeycloakSessionFactory factory;

    ApiTokenEmailSender(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** What became of a mail. */
    enum Delivery {
        SENT,
        /** The mail server, or the template, failed. */
        FAILED,
        /** There is nobody to send it to, or nothing to send it with. */
        UNDELIVERABLE
    }

    Delivery deliver(ApiTokenEmail email) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> deliver(session, email));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "A mail about API tokens could not be sent: %s",
                    e.getClass().getName());
            return Delivery.FAILED;
        }
    }

    private static Delivery deliver(KeycloakSession session, ApiTokenEmail email) {
        RealmModel realm = session.realms().getRealm(email.key().realmId());
        if (realm == null || !canSend(realm)) {
            return Delivery.UNDELIVERABLE;
        }
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, email.key().userId());
        if (user == null || !isReachable(user)) {
            return Delivery.UNDELIVERABLE;
        }
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(user)
                    .send(
                            email.key().kind().subjectKey(),
                            List.of(),
                            email.key().kind().template(),
                            contents(session, realm, user, email));
            TokenMetrics.mailed(realm.getName(), email.key().kind(), "sent");
            return Delivery.SENT;
        } catch (EmailException e) {
            // Not its message: a mail server's answer names the recipient.
            LOG.warnf(
                    "Realm '%s': a mail about API tokens could not be sent: %s",
                    realm.getName(), rootOf(e).getClass().getName());
            TokenMetrics.mailed(realm.getName(), email.key().kind(), "failed");
            return Delivery.FAILED;
        }
    }

    /** Whether the realm has a mail server. */
    static boolean canSend(RealmModel realm) {
        return realm.getSmtpConfig() != null
                && !realm.getSmtpConfig().getOrDefault("host", "").isBlank();
    }

    /** As Keycloak's own mails about events: to nobody who has not shown that the address is theirs. */
    private static boolean isReachable(UserModel user) {
        return user.isEnabled() && user.getEmail() != null && user.isEmailVerified();
    }

    private static Map<String, Object> contents(
            KeycloakSession session, RealmModel realm, UserModel user, ApiTokenEmail email) {
        Locale locale = session.getContext().resolveLocale(user, true);
        Map<String, Object> contents = new HashMap<>();
        contents.put(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true);
        contents.put(
                "tokens",
                email.tokens().stream().map(token -> described(token, locale)).toList());
        if (email.key().cause() != null) {
            contents.put("cause", email.key().cause().code());
        }
        String page = email.key().page() == null
                ? TokensPage.address(session, realm, false)
                : email.key().page();
        if (page != null) {
            contents.put("page", page);
        }
        return contents;
    }

    private static Map<String, Object> described(ApiToken token, Locale locale) {
        Map<String, Object> described = new HashMap<>();
        described.put("name", token.name());
        described.put("hint", token.hint());
        Instant expiresAt = token.expiresAt();
        if (expiresAt != null) {
            described.put(
                    "expires",
                    DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                                    .withLocale(locale)
                                    .format(expiresAt.atOffset(ZoneOffset.UTC))
                            + " UTC");
        }
        return described;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}

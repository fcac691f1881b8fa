package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.Addressee;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Contact;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.Standing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.UserModelDelegate;

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
            return RequestTransaction.once(factory, session -> deliver(session, email));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "A mail about API tokens could not be sent: %s",
                    e.getClass().getName());
            return Delivery.FAILED;
        }
    }

    private static Delivery deliver(KeycloakSession session, ApiTokenEmail email) {
        Addressee addressee = email.key().addressee();
        RealmModel realm = session.realms().getRealm(addressee.owner().realmId());
        if (realm == null || !canSend(realm)) {
            return Delivery.UNDELIVERABLE;
        }
        session.getContext().setRealm(realm);
        UserModel owner = session.users().getUserById(realm, addressee.owner().userId());
        UserModel user = owner == null ? null : recipient(session, owner, addressee.contact());
        if (owner == null || user == null || !isReachable(user)) {
            return Delivery.UNDELIVERABLE;
        }
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(user)
                    .send(
                            email.key().kind().subjectKey(ServiceAccount.is(owner)),
                            List.of(),
                            email.key().kind().template(),
                            contents(session, realm, owner, user, email));
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

    /** Who reads the mail, or null: nobody. */
    private static @Nullable UserModel recipient(KeycloakSession session, UserModel owner, @Nullable Contact contact) {
        if (contact == null) {
            return owner;
        }
        if (contact.email() != null) {
            return new ContactUser(owner, contact.email());
        }
        RealmModel realmOfAdmin = session.realms().getRealm(contact.adminRealmId());
        return realmOfAdmin == null ? null : session.users().getUserById(realmOfAdmin, contact.adminId());
    }

    /** A machine with the mailbox that an admin gave its token. */
    private static final class ContactUser extends UserModelDelegate {

        private final String email;

        ContactUser(UserModel machine, String email) {
            super(machine);
            this.email = email;
        }

        @Override
        public String getEmail() {
            return email;
        }

        @Override
        public boolean isEmailVerified() {
            return true;
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
            KeycloakSession session, RealmModel realm, UserModel owner, UserModel user, ApiTokenEmail email) {
        Locale locale = session.getContext().resolveLocale(user, true);
        Map<String, Object> contents = new HashMap<>();
        contents.put(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true);
        Standing standing = Standing.of(session, Instant.now());
        contents.put(
                "tokens",
                email.tokens().stream()
                        .map(token -> described(token, standing.blockedReason(token, owner), locale))
                        .toList());
        ServiceAccount.of(realm, owner)
                .ifPresent(account -> contents.put("client", account.client().getClientId()));
        if (email.key().address() != null) {
            contents.put("address", email.key().address());
        }
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

    private static Map<String, Object> described(ApiToken token, @Nullable InactiveReason blocked, Locale locale) {
        Map<String, Object> described = new HashMap<>();
        described.put("name", token.name());
        described.put("hint", token.hint());
        if (blocked != null) {
            described.put("blocked", blocked.code());
        }
        if (token.description() != null) {
            described.put("description", token.description());
        }
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

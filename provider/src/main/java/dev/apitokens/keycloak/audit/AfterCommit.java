package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.ApiToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** What follows once a session's changes are committed, and never happens when they are not. */
final class AfterCommit extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(AfterCommit.class);
    private static final String ATTRIBUTE = AfterCommit.class.getName();

    private final KeycloakSession session;
    private final List<Runnable> counts = new ArrayList<>();
    private final Map<ApiTokenEmail.Key, List<ApiToken>> emails = new LinkedHashMap<>();

    private AfterCommit(KeycloakSession session) {
        this.session = session;
    }

    static AfterCommit of(KeycloakSession session) {
        AfterCommit known = session.getAttribute(ATTRIBUTE, AfterCommit.class);
        if (known != null) {
            return known;
        }
        AfterCommit made = new AfterCommit(session);
        session.getTransactionManager().enlistAfterCompletion(made);
        session.setAttribute(ATTRIBUTE, made);
        return made;
    }

    AfterCommit count(Runnable count) {
        counts.add(count);
        return this;
    }

    /** One mail for everything that one transaction does to tokens of one person for one reason. */
    void mail(ApiTokenEmail.Key key, ApiToken token) {
        emails.computeIfAbsent(key, none -> new ArrayList<>()).add(token);
    }

    @Override
    protected void commitImpl() {
        try {
            counts.forEach(Runnable::run);
            emails.forEach((key, tokens) -> EmailQueue.send(session, new ApiTokenEmail(key, tokens)));
        } catch (RuntimeException e) {
            // What was done is done: nobody may be told that it failed.
            LOG.warn("A change of API tokens is committed, but could not be counted or mailed", e);
        }
    }

    @Override
    protected void rollbackImpl() {}
}

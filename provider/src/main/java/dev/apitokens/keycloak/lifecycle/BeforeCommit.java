package dev.apitokens.keycloak.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * What a session does to the tokens of realms just before its changes are committed, in the same transaction; to a realm that
 * is removed meanwhile, nothing. Keycloak removes the clients and scopes of a realm first and tells of each, and of the realm
 * at the end.
 */
final class BeforeCommit extends AbstractKeycloakTransaction {

    private static final String ATTRIBUTE = BeforeCommit.class.getName();

    private final Map<String, List<Runnable>> workByRealm = new LinkedHashMap<>();

    private BeforeCommit() {}

    static BeforeCommit of(KeycloakSession session) {
        BeforeCommit known = session.getAttribute(ATTRIBUTE, BeforeCommit.class);
        if (known != null) {
            return known;
        }
        BeforeCommit made = new BeforeCommit();
        session.getTransactionManager().enlistPrepare(made);
        session.setAttribute(ATTRIBUTE, made);
        return made;
    }

    /** @param work must enlist nothing with the session, which is about to end by then */
    void add(String realmId, Runnable work) {
        workByRealm.computeIfAbsent(realmId, none -> new ArrayList<>()).add(work);
    }

    /** What the realm has no use for any more. */
    void drop(String realmId) {
        workByRealm.remove(realmId);
    }

    @Override
    protected void commitImpl() {
        workByRealm.values().forEach(works -> works.forEach(Runnable::run));
    }

    @Override
    protected void rollbackImpl() {}
}

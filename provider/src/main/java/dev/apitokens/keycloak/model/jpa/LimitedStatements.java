package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An entity manager whose queries have a time limit: a lock that somebody holds, or a database that is overloaded, is an outage after
 * that time. It is Keycloak's, which makes queries of its own of it in the same session, as those that remove a realm: a limit that
 * was set at the entity manager would be theirs as well.
 */
final class LimitedStatements implements InvocationHandler {

    private static final String LIMIT = "jakarta.persistence.query.timeout";

    private final EntityManager em;
    private final int milliseconds;

    private LimitedStatements(EntityManager em, Duration limit) {
        this.em = em;
        this.milliseconds = Math.toIntExact(limit.toMillis());
    }

    /** The same entity manager, with that limit for what is asked of it by way of the one returned. */
    static EntityManager of(EntityManager em, Duration limit) {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                new LimitedStatements(em, limit));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            Object result = method.invoke(em, arguments);
            if (result instanceof Query query) {
                query.setHint(LIMIT, milliseconds);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

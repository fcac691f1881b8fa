package dev.apitokens.keycloak.verification;

import jakarta.persistence.PersistenceException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keycloak.models.ModelException;
import org.keycloak.storage.StorageUnavailableException;

/** Why it cannot be told whether a token is active. Said "inactive", a caller would throw a good token away. */
public sealed interface Outage {

    /** For the log. */
    RuntimeException cause();

    /** The store of the token's person is out of reach, and nothing else is: an event can be stored. */
    record UserStore(RuntimeException cause) implements Outage {}

    /**
     * The database, or a user store in the midst of the work, is out of reach. No event: storing it needs the same
     * database, and failing at that would turn the answer into a 500.
     */
    record Infrastructure(RuntimeException cause) implements Outage {}

    /**
     * Works with a token: its verdict, and what is made of it. Whatever is out of reach meanwhile, the caller is told of
     * it here, and nowhere else.
     *
     * @param unavailable tells of the outage, and makes the exception that answers for it
     */
    static <T> T guard(Supplier<T> work, Function<Outage, RuntimeException> unavailable) {
        try {
            return workOrTell(work, unavailable);
        } catch (PersistenceException | ModelException | StorageUnavailableException e) {
            throw unavailable.apply(new Infrastructure(e));
        }
    }

    // Within the other: an event about the user store may find the database gone.
    private static <T> T workOrTell(Supplier<T> work, Function<Outage, RuntimeException> unavailable) {
        try {
            return work.get();
        } catch (UserStoreUnavailableException e) {
            throw unavailable.apply(new UserStore(e));
        }
    }
}

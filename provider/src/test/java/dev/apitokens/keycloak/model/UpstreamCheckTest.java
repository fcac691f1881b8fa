package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;
import org.keycloak.storage.DatastoreProvider;
import org.keycloak.storage.StoreManagers;

class UpstreamCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** What Keycloak's own datastore is. */
    private interface Datastore extends DatastoreProvider, StoreManagers {}

    private final TestRealm realm = new TestRealm();
    private final List<String> evicted = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable UserModel upstream;

    @BeforeEach
    void setUp() {
        UserProvider stores = Fake.of(UserProvider.class)
                .answers("getUserById", arguments -> {
                    asked.add((String) arguments[1]);
                    return upstream;
                })
                .make();
        realm.provide(
                DatastoreProvider.class,
                Fake.of(Datastore.class).returns("userStorageManager", stores).make());
        realm.provide(
                UserCache.class,
                Fake.of(UserCache.class)
                        .answers("evict", arguments -> {
                            assertThat(arguments[1]).isNotInstanceOf(CachedUserModel.class);
                            evicted.add(((UserModel) arguments[1]).getId());
                            return null;
                        })
                        .make());
    }

    private UserModel cached(String id, @Nullable String federationLink, Instant since) {
        return realm.user(Fake.of(CachedUserModel.class)
                .returns("getId", id)
                .answers("getFederationLink", arguments -> federationLink)
                .returns("getCacheTimestamp", since.toEpochMilli())
                .make());
    }

    private Optional<UserModel> find(String id) {
        return new UpstreamCheck(realm.session(), INTERVAL).find(realm.model(), id, NOW);
    }

    private static UserModel user(String id) {
        return Fake.of(UserModel.class).returns("getId", id).make();
    }

    @Test
    void findWhenKeycloaksOwnThenAsItKnowsThem() {
        UserModel user = cached("alice", null, Instant.EPOCH);

        assertThat(find("alice")).containsSame(user);
        assertThat(asked).isEmpty();
    }

    @Test
    void findWhenLookedForUpstreamWithinTheIntervalThenAsItKnowsThem() {
        UserModel imported = cached("alice", "ldap", NOW.minus(INTERVAL));
        UserModel federated = cached("f:ldap:bob", null, NOW.minus(INTERVAL));

        assertThat(find("alice")).containsSame(imported);
        assertThat(find("f:ldap:bob")).containsSame(federated);
        assertThat(asked).isEmpty();
    }

    @Test
    void findWhenLongerAgoThenLookedForThereAndEvicted() {
        cached("alice", "ldap", NOW.minus(INTERVAL).minusMillis(1));
        upstream = user("alice");

        assertThat(find("alice")).containsSame(upstream);
        assertThat(evicted).containsExactly("alice");
    }

    @Test
    void findWhenGoneThereThenNobodyAndEvicted() {
        cached("f:ldap:bob", null, NOW.minus(INTERVAL).minusMillis(1));

        assertThat(find("f:ldap:bob")).isEmpty();
        assertThat(evicted).containsExactly("f:ldap:bob");
    }

    @Test
    void findWhenTheStoreDoesNotAnswerThenItCannotBeTold() {
        cached("alice", "ldap", NOW.minus(INTERVAL).minusMillis(1));
        upstream = new StorageUnavailableUserModelDelegate(user("alice"), IllegalStateException::new);

        assertThatThrownBy(() -> find("alice")).isInstanceOf(UserStoreUnavailableException.class);
        assertThat(evicted).isEmpty();
    }

    @Test
    void findWhenNobodyThenEmpty() {
        assertThat(find("nobody")).isEmpty();
    }
}

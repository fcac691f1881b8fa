package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.FakeApiTokenProvider;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRegister;
import dev.apitokens.keycloak.model.RemovedRealms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** Keycloak's events, in the order in which it sends them, and what is done to tokens by then. */
class RemovalListenerTest {

    private static final String REALM = "realm-id";
    private static final String ANOTHER = "another-id";
    private static final String DIRECTORY = "ldap";

    private final List<String> done = new ArrayList<>();
    private final List<KeycloakTransaction> prepared = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final FakeApiTokenProvider store = new FakeApiTokenProvider();
    private final KeycloakSession session = Fake.of(KeycloakSession.class)
            .returns("getProvider", store)
            .answers("getAttribute", arguments -> attributes.get((String) arguments[0]))
            .answers("setAttribute", arguments -> attributes.put((String) arguments[0], arguments[1]))
            .returns(
                    "getTransactionManager",
                    Fake.of(KeycloakTransactionManager.class)
                            .answers("enlistPrepare", arguments -> enlist((KeycloakTransaction) arguments[0]))
                            .make())
            .make();
    private final RemovalListener listener =
            new RemovalListener(new SettableClock(Instant.parse("2030-01-01T00:00:00Z")));

    private @Nullable Object enlist(KeycloakTransaction transaction) {
        transaction.begin();
        prepared.add(transaction);
        return null;
    }

    @BeforeEach
    void setUp() {
        OwnerRegister owners = Fake.of(OwnerRegister.class)
                .answers(
                        "ofClient",
                        arguments -> List.of(new Owner((String) arguments[0], "service-of-" + arguments[1])))
                .answers("note", arguments -> note(arguments[2] + " " + arguments[0] + "/" + arguments[1]))
                .make();
        store.housekeeping(Fake.of(ApiTokenHousekeeping.class)
                .answers("removeResource", arguments -> note("client " + arguments[0]))
                .answers("removeScope", arguments -> note("scope " + arguments[1] + " " + arguments[2]))
                .answers("removeUser", arguments -> {
                    Owner owner = (Owner) arguments[0];
                    return note("user " + owner.realmId() + "/" + owner.userId());
                })
                .returns("owners", owners)
                .returns(
                        "removedRealms",
                        Fake.of(RemovedRealms.class)
                                .answers("remove", arguments -> note("realm " + arguments[0] + " " + arguments[1]))
                                .make())
                .make());
    }

    private @Nullable Object note(String what) {
        done.add(what);
        return null;
    }

    private void commit() {
        prepared.forEach(KeycloakTransaction::commit);
    }

    @Test
    void removeClientThenOutOfTheLimitsWhenTheTransactionIsAboutToBeCommitted() {
        send(client(REALM, "api"));
        send(client(ANOTHER, "other"));
        send(scope(REALM, "mail"));
        assertThat(done).isEmpty();

        commit();

        assertThat(done)
                .containsExactly(
                        "client api",
                        "user realm-id/service-of-api",
                        "scope id-of-mail mail",
                        "client other",
                        "user another-id/service-of-other");
    }

    @Test
    void removeRealmThenNothingIsDoneForItsClientsAndScopes() {
        send(client(REALM, "api"));
        send(client(ANOTHER, "other"));
        send(scope(REALM, "mail"));
        send(realm(REALM));

        commit();

        assertThat(done).containsExactly("realm realm-id 20", "client other", "user another-id/service-of-other");
    }

    @Test
    void removeClientWhenTheTransactionIsRolledBackThenNothingIsDone() {
        send(client(REALM, "api"));

        prepared.forEach(KeycloakTransaction::rollback);

        assertThat(done).isEmpty();
    }

    @Test
    void removeUserWhenAskedForThenTheirsIsGoneWhetherTheOtherEventComesOrNot() {
        send(asked("local", null));
        send(asked("federated", DIRECTORY));

        assertThat(done).containsExactly("user realm-id/local", "user realm-id/federated");
    }

    @Test
    void removeUserWhenKeycloakDropsItsCopyThenMissing() {
        send(removed("federated", DIRECTORY));

        assertThat(done).containsExactly("MISSING realm-id/[federated]");
    }

    @Test
    void removeUserWhenOnlyTheOtherEventComesAndNoDirectoryHasThemThenTheirsIsGone() {
        send(removed("local", null));

        assertThat(done).containsExactly("user realm-id/local");
    }

    private void send(ProviderEvent event) {
        listener.onEvent(event);
    }

    private static RealmModel realmOf(String id) {
        return Fake.of(RealmModel.class).returns("getId", id).make();
    }

    private ProviderEvent realm(String id) {
        return Fake.of(RealmModel.RealmRemovedEvent.class)
                .returns("getRealm", realmOf(id))
                .returns("getKeycloakSession", session)
                .make();
    }

    private ProviderEvent client(String realmId, String uuid) {
        return Fake.of(ClientModel.ClientRemovedEvent.class)
                .returns(
                        "getClient",
                        Fake.of(ClientModel.class)
                                .returns("getRealm", realmOf(realmId))
                                .returns("getId", uuid)
                                .make())
                .returns("getKeycloakSession", session)
                .make();
    }

    private ProviderEvent scope(String realmId, String name) {
        return Fake.of(ClientScopeModel.ClientScopeRemovedEvent.class)
                .returns(
                        "getClientScope",
                        Fake.of(ClientScopeModel.class)
                                .returns("getRealm", realmOf(realmId))
                                .returns("getId", "id-of-" + name)
                                .returns("getName", name)
                                .make())
                .returns("getKeycloakSession", session)
                .make();
    }

    private ProviderEvent asked(String userId, @Nullable String directory) {
        return user(Fake.of(UserModel.UserPreRemovedEvent.class), userId, directory);
    }

    private ProviderEvent removed(String userId, @Nullable String directory) {
        return user(Fake.of(UserModel.UserRemovedEvent.class), userId, directory);
    }

    private <T extends ProviderEvent> T user(Fake<T> event, String userId, @Nullable String directory) {
        return event.returns("getRealm", realmOf(REALM))
                .returns(
                        "getUser",
                        Fake.of(UserModel.class)
                                .returns("getId", userId)
                                .returns("getFederationLink", directory)
                                .make())
                .returns("getKeycloakSession", session)
                .make();
    }
}

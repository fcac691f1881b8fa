package dev.apitokens.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.TestRealm;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageUnavailableException;

class OwnerReaderTest {

    private final TestRealm realm = new TestRealm();
    private final OwnerReader owners = new OwnerReader(realm.session());

    @Test
    void findWhenTheirDirectoryIsAwayThenSomebodyStandsInAndItIsAskedNoSecondTime() {
        realm.userStoreIsAway();

        UserModel found = Objects.requireNonNull(owners.find("f:directory:one"));
        owners.find("f:directory:two");
        owners.find("f:directory:one");

        assertThat(OwnerReader.isUnread(found)).isTrue();
        assertThat(found.getId()).isEqualTo("f:directory:one");
        assertThat(found.getUsername()).isNull();
        assertThat(found.getServiceAccountClientLink()).isNull();
        assertThat(realm.userReads()).isEqualTo(1);
        owners.find("f:another:three");
        assertThat(realm.userReads()).isEqualTo(2);
    }

    @Test
    void findWhenItAnswersThenTheUserOrNobody() {
        UserModel user = realm.user("f:directory:one", true);

        assertThat(owners.find("f:directory:one")).isSameAs(user);
        assertThat(OwnerReader.isUnread(user)).isFalse();
        assertThat(owners.find("f:directory:two")).isNull();
        assertThat(owners.find("local")).isNull();
    }

    /** Of whom Keycloak has a row, or a copy, it finds somebody itself; else the database is away. */
    @Test
    void findWhenSomebodyOfKeycloaksOwnCannotBeReadThenFails() {
        realm.userStoreIsAway();

        assertThatThrownBy(() -> owners.find("local")).isInstanceOf(StorageUnavailableException.class);
    }
}

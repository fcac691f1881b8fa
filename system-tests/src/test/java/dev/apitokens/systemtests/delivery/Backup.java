package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Person;
import java.util.List;
import java.util.Map;

/**
 * A backup, and what was done after it was taken.
 *
 * @param kept nothing happened to it
 * @param revoked after the backup
 * @param rotated after the backup; the secret that this ended
 * @param renewed the secret in its place
 * @param since made after the backup
 * @param commands of the page: those that take it, bring it back, and end what came back with it
 */
record Backup(
        RealmByHand realm,
        Person.Created kept,
        Person.Created revoked,
        Person.Created rotated,
        Person.Created renewed,
        Person.Created since,
        List<String> commands) {

    static Backup take(RealmByHand realm, Person.Created kept, List<String> commands) {
        assertThat(commands).hasSize(3);
        Person person = realm.person();
        Person.Created revoked = person.create("Revoked after the backup");
        Person.Created rotated = person.create("Rotated after the backup");
        realm.keycloak().run(realm.keycloak().folder(), commands.subList(0, 1));

        assertThat(person.revoke(revoked.id()).status()).isEqualTo(204);
        Person.Created renewed = person.rotate(rotated.id(), Map.of());
        Person.Created since = person.create("Made after the backup");
        List.of(kept, renewed, since).forEach(realm::assertIsActive);
        List.of(revoked, rotated).forEach(realm::assertIsInactive);
        return new Backup(realm, kept, revoked, rotated, renewed, since, commands);
    }

    /** Keycloak must be stopped. */
    void restore() {
        realm.keycloak().run(realm.keycloak().folder(), commands.subList(1, 2));
    }

    void assertBringsBackWhatItHeld() {
        List.of(kept, revoked, rotated).forEach(realm::assertIsActive);
        List.of(renewed, since).forEach(realm::assertIsInactive);
    }

    /** One that somebody knows of, and then all. */
    void assertWhatItBroughtBackCanBeEnded() {
        realm.admin().call("DELETE", "/" + RealmByHand.NAME + "/api-tokens/" + revoked.id(), null);
        realm.assertIsInactive(revoked);
        List.of(kept, rotated).forEach(realm::assertIsActive);

        realm.logIn();
        realm.keycloak().run(realm.keycloak().home(), commands.subList(2, 3));

        List.of(kept, rotated).forEach(realm::assertIsInactive);
        Person person = realm.person();
        for (Person.Created token : List.of(kept, rotated)) {
            assertThat(person.get("/" + token.id()).json().path("blockedReason").asText())
                    .isEqualTo("not_before");
        }
        realm.assertIsActive(person.rotate(rotated.id(), Map.of()));
        realm.assertIsInactive(rotated);
    }
}

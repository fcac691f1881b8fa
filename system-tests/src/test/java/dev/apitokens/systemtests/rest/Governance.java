package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import java.util.List;
import java.util.Map;

/**
 * What people and admins do with tokens besides the main job, in one go, for each database; other tests take it apart.
 *
 * @param product where it runs
 */
public record Governance(Deployment product) {

    /** Rotates, narrows, finds and revokes. */
    public void assertWorks() {
        Person person = product.newPerson("editor");
        Person.Created old = person.create("Zürich 漢 🔑");
        Person.Created token = person.rotate(old.id(), Map.of("graceSeconds", 3600));
        assertThat(List.of(isActive(old), isActive(token))).containsExactly(true, true);
        Http.Answer narrowed =
                person.call("PUT", "/" + token.id(), Http.json(Map.of("scopes", List.of("projects:read"))));
        assertThat(narrowed.status()).as(narrowed.body()).isEqualTo(200);
        assertThat(product.introspect(token.secret()).json().path("scope").asText())
                .contains("projects:read")
                .doesNotContain("projects:write");
        person.create("zebra");
        person.create("Apfel");

        Admin admin = product.admin();
        String mine = "/demo/api-tokens?userId=" + admin.userId("demo", person.username());
        for (String order : List.of("name", "createdAt", "expiresAt", "lastUsedAt")) {
            assertThat(admin.get(mine + "&sort=" + order + "&direction=desc")).hasSize(3);
        }
        assertThat(admin.get(mine + "&sort=name").findValuesAsText("name"))
                .containsExactly("Apfel", "zebra", "Zürich 漢 🔑");
        assertThat(admin.get(mine + "&search=" + Http.encode("ZÜRICH 漢 🔑")).findValuesAsText("id"))
                .containsExactly(token.id());
        assertThat(admin.call("POST", "/demo/api-tokens/lookup", Map.of("token", old.secret()))
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(token.id());

        int revoked = admin.call(
                        "POST",
                        "/demo/api-tokens/revoke",
                        Map.of("userId", admin.userId("demo", person.username()), "search", "z"))
                .json()
                .path("revoked")
                .asInt();

        assertThat(revoked).isEqualTo(2);
        assertThat(List.of(isActive(old), isActive(token))).containsExactly(false, false);
        assertThat(admin.get(mine + "&status=active").findValuesAsText("name")).containsExactly("Apfel");
    }

    private boolean isActive(Person.Created token) {
        return product.introspect(token.secret()).json().path("active").asBoolean();
    }
}

package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiTokenTest {

    @Test
    void isIdThenCanonicalUuidsOnly() {
        String id = UUID.randomUUID().toString();

        assertThat(ApiToken.isId(id)).isTrue();
        assertThat(ApiToken.isId(id.toUpperCase(Locale.ROOT))).isFalse();
        assertThat(ApiToken.isId("1-1-1-1-1")).isFalse();
        assertThat(ApiToken.isId("kcat_" + "x".repeat(49))).isFalse();
        assertThat(ApiToken.isId("")).isFalse();
    }
}

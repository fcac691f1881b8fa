package dev.apitokens.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckRequestTest {

    /** Not by a library: {@code name=value&name=value}, nothing encoded. */
    private static MultivaluedMap<String, String> query(String text) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (String part : text.split("&", -1)) {
            parameters.add(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return parameters;
    }

    @Test
    void ofWhenOnlyResourceThenNoConditions() {
        assertThat(CheckRequest.of(query("resource=api")))
                .isEqualTo(new CheckRequest("api", Set.of(), Set.of(), false, false, Origin.UNKNOWN));
    }

    @Test
    void ofWhenAllAreGivenThenAllAreKept() {
        assertThat(CheckRequest.of(query("resource=api&scope=a  b&role=editor&role=api admin&challenge=basic&jwt=true"
                        + "&client_address=192.0.2.7&user_agent=curl")))
                .isEqualTo(new CheckRequest(
                        "api",
                        Set.of("a", "b"),
                        Set.of("editor", "api admin"),
                        true,
                        true,
                        Origin.of("192.0.2.7", "curl")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope=a",
                "resource=",
                "resource= ",
                "resource=api&resource=api",
                "resource=api&scope=a&scope=b",
                "resource=api&scopes=a",
                "resource=api&role=",
                "resource=api&jwt=yes",
                "resource=api&jwt=",
                "resource=api&jwt=true&jwt=true",
                "resource=api&client_address=unknown",
                "resource=api&client_address=",
                "resource=api&client_address=192.0.2.7&client_address=192.0.2.8",
                "resource=api&user_agent=a&user_agent=b",
                "resource=api&challenge=Basic",
                "resource=api&challenge=basic&challenge=basic"
            })
    void ofWhenOneIsNotAsItShouldBeThenRefused(String query) {
        assertThatThrownBy(() -> CheckRequest.of(query(query))).isInstanceOf(ApiTokenErrorException.class);
    }

    @Test
    void ofWhenATokenIsInTheAddressThenRefused() {
        String token = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();

        assertThatThrownBy(() -> CheckRequest.of(query("resource=api&role=" + token)))
                .isInstanceOf(ApiTokenErrorException.class)
                .hasMessageNotContaining(token);
    }
}

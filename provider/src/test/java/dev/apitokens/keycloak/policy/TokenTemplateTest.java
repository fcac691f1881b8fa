package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTemplateTest {

    @Test
    void parseAllThenNamesAndQueriesInTheirOrder() {
        assertThat(TokenTemplate.parseAll(
                        "CI, read only ?expires=90d&resource=graphql-api&scope=projects:read%20profile##C#?name=C%23"))
                .contains(List.of(
                        new TokenTemplate(
                                "CI, read only", "expires=90d&resource=graphql-api&scope=projects:read%20profile"),
                        new TokenTemplate("C#", "name=C%23")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "CI",
                "CI?",
                "?name=CI",
                "CI?name",
                "CI?name=%20",
                "CI?name=%zz",
                "CI?colour=red",
                "CI?expires=soon",
                "CI?expires=0d",
                "CI?resource=",
                "CI?name=CI#part",
                "CI?name=CI##",
                "CI?name=CI##CI?name=other",
                "C\u202EI?name=CI"
            })
    void parseAllWhenOneIsBadThenNone(String text) {
        assertThat(TokenTemplate.parseAll(text)).isEmpty();
    }

    @Test
    void parseAllWhenSomebodyPastedATokenThenNone() {
        String secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();

        for (String parameter : List.of("name", "description", "resource", "scope")) {
            assertThat(TokenTemplate.parseAll("CI?" + parameter + "=" + secret))
                    .as(parameter)
                    .isEmpty();
        }
        assertThat(TokenTemplate.parseAll(secret + "?name=CI")).isEmpty();
    }

    @Test
    void parseAllThenTwentyAtTheMostAndNoEndlessQuery() {
        assertThat(TokenTemplate.parseAll(templates(20)))
                .hasValueSatisfying(all -> assertThat(all).hasSize(20));
        assertThat(TokenTemplate.parseAll(templates(21))).isEmpty();
        assertThat(TokenTemplate.parseAll("CI?scope=" + "x".repeat(2000))).isEmpty();
    }

    private static String templates(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "?expires=5d").collect(Collectors.joining("##"));
    }
}

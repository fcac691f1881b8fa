package dev.apitokens.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterReaderTest {

    private static final ApiTokenQuery.Elsewhere ELSEWHERE = new ApiTokenQuery.Elsewhere.Anybody();

    private final TestRealm realm = new TestRealm();
    private final FilterReader reader =
            new FilterReader(realm.session(), realm.model(), ApiTokenQuery.Visibility.PERMITTED, ELSEWHERE);

    private static Filter filter(String member, @Nullable String text) {
        return new Filter(
                member.equals("search") ? text : null,
                member.equals("userId") ? text : null,
                member.equals("clientId") ? text : null,
                member.equals("status") ? text : null,
                member.equals("resource") ? text : null,
                member.equals("createdBefore") ? text : null,
                member.equals("unusedSince") ? text : null,
                member.equals("expiresBefore") ? text : null,
                null,
                null,
                null);
    }

    private static Filter ids(@Nullable List<@Nullable String> ids) {
        return new Filter(null, null, null, null, null, null, null, null, null, ids, null);
    }

    private void assertRefused(Filter filter, ApiTokenError error) {
        assertThatThrownBy(() -> reader.query(filter))
                .asInstanceOf(type(ApiTokenErrorException.class))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(error));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search",
                "userId",
                "clientId",
                "status",
                "resource",
                "createdBefore",
                "unusedSince",
                "expiresBefore"
            })
    void queryWhenPartIsBlankThenItDoesNotCount(String member) {
        ApiTokenQuery everything = new ApiTokenQuery(
                TestRealm.ID,
                ApiTokenQuery.Visibility.PERMITTED,
                ELSEWHERE,
                null,
                null,
                null,
                null,
                ApiTokenQuery.Times.ANY,
                null);

        assertThat(reader.query(filter(member, null))).isEqualTo(everything);
        assertThat(reader.query(filter(member, " "))).isEqualTo(everything);
        assertThat(filter(member, " ").isEmpty()).isTrue();
        assertThat(filter(member, "x").isEmpty()).isFalse();
    }

    @Test
    void queryWhenSearchThenTextAndThePeopleThatItFinds() {
        realm.found("alice-id", "bob-id");

        ApiTokenQuery.Search search = reader.query(filter("search", " ali ")).search();

        assertThat(search).isEqualTo(new ApiTokenQuery.Search("ali", Set.of("alice-id", "bob-id")));
    }

    @Test
    void queryWhenResourceThenTheIdOfThatClient() {
        realm.client("api", Map.of());

        assertThat(reader.query(filter("resource", "api")).resource()).isEqualTo("uuid-of-api");
        assertRefused(filter("resource", "nobody"), ApiTokenError.UNKNOWN_RESOURCE);
    }

    @Test
    void queryWhenStatusThenOneOfThree() {
        assertThat(reader.query(filter("status", "expired")).status()).isEqualTo(ApiToken.Status.EXPIRED);
        assertRefused(filter("status", "EXPIRED"), ApiTokenError.INVALID_REQUEST);
        assertRefused(filter("status", "all"), ApiTokenError.INVALID_REQUEST);
    }

    @Test
    void queryWhenInstantThenInAnyZone() {
        Instant noon = Instant.parse("2030-01-31T12:00:00Z");

        assertThat(reader.query(filter("createdBefore", "2030-01-31T13:00:00+01:00"))
                        .times()
                        .createdBefore())
                .isEqualTo(noon);
        assertThat(reader.query(filter("unusedSince", "2030-01-31T13:00:00+01:00"))
                        .times()
                        .unusedSince())
                .isEqualTo(noon);
        assertThat(reader.query(filter("expiresBefore", "2030-01-31T12:00:00Z"))
                        .times()
                        .expiresBefore())
                .isEqualTo(noon);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-31", "tomorrow", "2030-02-30T00:00:00Z", "0"})
    void queryWhenNoInstantThenRefused(String text) {
        assertRefused(filter("createdBefore", text), ApiTokenError.INVALID_REQUEST);
        assertRefused(filter("unusedSince", text), ApiTokenError.INVALID_REQUEST);
        assertRefused(filter("expiresBefore", text), ApiTokenError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "'', false", ", false"})
    void queryWhenNeverExpiresThenThoseOnlyIfItIsTrue(@Nullable String text, boolean only) {
        Filter filter = neverExpires(text);

        assertThat(reader.query(filter).times().neverExpires()).isEqualTo(only);
        assertThat(filter.isEmpty()).isNotEqualTo(only);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1"})
    void filterWhenNeverExpiresIsNeitherTrueNorFalseThenRefused(String text) {
        assertThatThrownBy(() -> neverExpires(text)).isInstanceOf(ApiTokenErrorException.class);
    }

    private static Filter neverExpires(@Nullable String text) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.putSingle("neverExpires", text);
        return Filter.of(parameters);
    }

    @Test
    void holdsSecretThenWhereverItStands() {
        String secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();

        assertThat(filter("search", "is it " + secret + "?").holdsSecret()).isTrue();
        assertThat(filter("userId", secret).holdsSecret()).isTrue();
        assertThat(filter("search", "kcat_").holdsSecret()).isFalse();
    }

    @Test
    void queryWhenIdsThenOneToAThousand() {
        assertThat(reader.query(ids(List.of("a", "b", "a"))).ids()).containsExactlyInAnyOrder("a", "b");
        assertThat(reader.query(ids(null)).ids()).isNull();
        assertRefused(ids(List.of()), ApiTokenError.INVALID_REQUEST);
        assertRefused(ids(Collections.singletonList(null)), ApiTokenError.INVALID_REQUEST);
        List<String> many = IntStream.rangeClosed(0, FilterReader.MOST_IDS)
                .mapToObj(String::valueOf)
                .toList();
        assertRefused(ids(List.<@Nullable String>copyOf(many)), ApiTokenError.INVALID_REQUEST);
        assertThat(reader.query(ids(List.<@Nullable String>copyOf(many.subList(0, FilterReader.MOST_IDS))))
                        .ids())
                .hasSize(FilterReader.MOST_IDS);
    }

    @Test
    void orderWhenNothingIsSaidThenNewestFirst() {
        assertThat(FilterReader.order(null, " ")).isEqualTo(ApiTokenQuery.Order.NEWEST_FIRST);
        assertThat(FilterReader.order("name", null))
                .isEqualTo(new ApiTokenQuery.Order(ApiTokenQuery.Order.By.NAME, true));
        assertThat(FilterReader.order(null, "asc"))
                .isEqualTo(new ApiTokenQuery.Order(ApiTokenQuery.Order.By.CREATED_AT, true));
    }

    @ParameterizedTest
    @CsvSource({"secretHash, asc", "name, up", "'', DESC"})
    void orderWhenUnknownThenRefused(String sort, String direction) {
        assertThatThrownBy(() -> FilterReader.order(sort, direction)).isInstanceOf(ApiTokenErrorException.class);
    }
}

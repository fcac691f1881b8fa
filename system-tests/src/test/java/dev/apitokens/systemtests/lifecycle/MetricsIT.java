package dev.apitokens.systemtests.lifecycle;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Metrics;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Keycloak's metrics endpoint tells of API tokens. */
class MetricsIT {

    private static final Path DASHBOARD = Path.of("../docs/grafana/api-tokens.json");
    private static final Pattern METRIC = Pattern.compile("api_tokens_[a-z_]+");
    private static final String DEMO = "realm=\"demo\"";

    private final Product product = Product.shared();
    private final Metrics metrics = product.metrics;
    private final StoredTokens database = new StoredTokens(product.database);

    @Test
    void countersWhenSomethingHappensThenCount() {
        Person person = product.newPerson();
        double created = metrics.sum("api_tokens_creations_total", DEMO);
        double revoked = metrics.sum("api_tokens_revocations_total", DEMO, "cause=\"revoked_by_user\"");
        double active = metrics.sum("api_tokens_introspections_total", DEMO, "outcome=\"active\"");
        double inactive = metrics.sum("api_tokens_introspections_total", DEMO, "outcome=\"revoked\"");

        Person.Created token = person.create("a");
        product.introspect(token.secret());
        product.introspect(token.secret());
        person.revoke(token.id());
        person.revoke(token.id());
        product.introspect(token.secret());

        assertThat(metrics.sum("api_tokens_creations_total", DEMO)).isEqualTo(created + 1);
        assertThat(metrics.sum("api_tokens_revocations_total", DEMO, "cause=\"revoked_by_user\""))
                .isEqualTo(revoked + 1);
        assertThat(metrics.sum("api_tokens_introspections_total", DEMO, "outcome=\"active\""))
                .isEqualTo(active + 2);
        assertThat(metrics.sum("api_tokens_introspections_total", DEMO, "outcome=\"revoked\""))
                .isEqualTo(inactive + 1);
        assertThat(person.post(Map.of("name", "")).status()).isEqualTo(400);
        assertThat(metrics.sum("api_tokens_creations_total", DEMO))
                .as("refused")
                .isEqualTo(created + 1);
    }

    @Test
    void activeWhenSampledThenAsManyAsStored() {
        product.newPerson().create("a");

        await("the sample").until(() -> metrics.sum("api_tokens_active", DEMO) == stored());
    }

    private double stored() {
        return Double.parseDouble(database.query("select count(*) from API_TOKEN where REVOKED_AT is null and"
                        + " (EXPIRES_AT is null or EXPIRES_AT > " + System.currentTimeMillis() + ")"
                        + " and REALM_ID = (select ID from REALM where NAME = 'demo')")
                .get(0));
    }

    @Test
    void labelsThenNoPersonAndNoToken() {
        Person person = product.newPerson();
        Person.Created token = person.create("named " + person.username());
        product.introspect(token.secret());
        product.introspect("kcat_" + "x".repeat(49));

        Set<String> labels = metrics.lines().stream()
                .flatMap(line -> Pattern.compile("([a-z]+)=\"").matcher(line).results())
                .map(result -> result.group(1))
                .collect(Collectors.toSet());

        assertThat(labels).isSubsetOf("realm", "outcome", "cause", "kind", "job");
        assertThat(String.join("\n", metrics.lines())).doesNotContain(person.username(), token.id());
    }

    @Test
    void dashboardThenShowsWhatIsThereAndNothingElse() throws IOException {
        Person person = product.newPerson();
        Set<String> shown = METRIC.matcher(Files.readString(DASHBOARD))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        // Nobody listens there: a mail that failed counts as well.
        Mailbox.use(product.admin(), Ports.free());
        try {
            Person.Created token = person.create("a");
            product.introspect(token.secret());
            // What was its secret is used once more.
            person.rotate(token.id(), Map.of());
            product.introspect(token.secret());
            person.revoke(token.id());

            // Mails and background work follow.
            await("every metric of the dashboard: " + shown)
                    .until(() -> present().containsAll(shown));
        } finally {
            Mailbox.useNone(product.admin());
        }

        assertThat(shown).as("every metric is on the dashboard").containsAll(present());
        assertThat(Http.JSON.readTree(Files.readString(DASHBOARD)).path("panels"))
                .isNotEmpty();
    }

    private List<String> present() {
        return metrics.lines().stream()
                .map(line -> line.substring(0, line.indexOf('{')))
                .distinct()
                .toList();
    }
}

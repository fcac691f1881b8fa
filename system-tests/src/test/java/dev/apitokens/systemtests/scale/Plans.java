package dev.apitokens.systemtests.scale;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.SqlLog;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How PostgreSQL carries out the statements of one sender. Others send theirs at the same time; those are not judged here.
 *
 * @param keycloak what Keycloak sends
 * @param postgres logs the plan of everything that it is sent
 */
record Plans(SqlLog keycloak, PostgresServer postgres) {

    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");
    private static final Pattern QUESTION_MARK = Pattern.compile("\\?");

    /** All but those that have a row for each job, and for each realm that leases were granted in. */
    private static final String LARGE = "api_token(?!_job\\b|_lease\\b)(_\\w+)?\\b";

    private static final Pattern OUR_LARGE_TABLES = Pattern.compile("\\b(from|update|into|join) " + LARGE);
    private static final Pattern FULL_READ = Pattern.compile("Seq Scan on " + LARGE);
    private static final Pattern ROWS = Pattern.compile("(?:\\(actual rows=|Rows Removed by Filter: )(\\d+)");

    /**
     * Asserts that none of the statements reads one of our tables from end to end, neither planned for the values of that
     * call nor for any.
     *
     * @return the statements on our tables that were sent meanwhile
     */
    Set<String> assertNoFullRead(SqlLog.Sender sender, Runnable action) {
        Map<String, List<String>> plans = plans(sender, action);
        assertThat(plans).allSatisfy((sql, carriedOut) -> {
            assertThat(carriedOut).allSatisfy(plan -> assertThat(plan).doesNotContainPattern(FULL_READ));
            assertThat(generic(sql)).doesNotContainPattern(FULL_READ);
        });
        return plans.keySet();
    }

    /** Asserts that no step of any statement of the requests takes or leaves out more rows than that. */
    void assertReads(int most, Runnable requests) {
        assertThat(plans(SqlLog.Sender.REQUEST, requests))
                .isNotEmpty()
                .allSatisfy((sql, carriedOut) -> assertThat(carriedOut)
                        .isNotEmpty()
                        .allSatisfy(plan -> assertThat(
                                        ROWS.matcher(plan).results().mapToInt(rows -> Integer.parseInt(rows.group(1))))
                                .as(plan)
                                .isNotEmpty()
                                .allMatch(rows -> rows <= most)));
    }

    /** How the statements on our tables were carried out that were sent meanwhile. */
    private Map<String, List<String>> plans(SqlLog.Sender sender, Runnable action) {
        int sentBefore = keycloak.mark();
        int loggedBefore = postgres.serverLog().length();
        action.run();

        Set<String> statements = keycloak.since(sentBefore, sender).stream()
                .map(Plans::normalized)
                .filter(sql -> OUR_LARGE_TABLES.matcher(sql).find())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        // The plan is logged when the statement is done.
        await("the plans of all statements")
                .until(() -> plansSince(loggedBefore).keySet().containsAll(statements));
        Map<String, List<String>> plans = plansSince(loggedBefore);
        plans.keySet().retainAll(statements);
        return plans;
    }

    private Map<String, List<String>> plansSince(int offset) {
        return Arrays.stream(postgres.serverLog().substring(offset).split("Query Text:", -1))
                .collect(Collectors.groupingBy(plan -> normalized(firstLine(plan))));
    }

    private static String firstLine(String plan) {
        return plan.lines().findFirst().orElse("");
    }

    private static String normalized(String sql) {
        return PARAMETER.matcher(sql).replaceAll("?").strip().toLowerCase(Locale.ROOT);
    }

    /** The plan for any values, which a driver comes to when it sends a statement often. */
    private String generic(String sql) {
        AtomicInteger parameters = new AtomicInteger();
        String numbered = QUESTION_MARK.matcher(sql).replaceAll(mark -> "\\$" + parameters.incrementAndGet());
        String nulls = String.join(", ", Collections.nCopies(parameters.get(), "null"));
        return String.join(
                "\n",
                new StoredTokens(postgres.database())
                        .queryLast(
                                "set plan_cache_mode = force_generic_plan",
                                "prepare judged as " + numbered,
                                "explain execute judged" + (parameters.get() == 0 ? "" : "(" + nulls + ")")));
    }
}

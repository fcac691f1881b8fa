package dev.apitokens.keycloak.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /revoke}.
 *
 * @param tokens secrets of API tokens, or what somebody took for such
 */
record ReportRequest(@Nullable List<@Nullable String> tokens) {

    /** Without the secrets, which a record would print. */
    @Override
    public String toString() {
        return "ReportRequest[redacted]";
    }
}

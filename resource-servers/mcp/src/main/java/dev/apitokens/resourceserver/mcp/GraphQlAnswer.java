package dev.apitokens.resourceserver.mcp;

import java.util.Map;

/** What came of a call to the GraphQL API. */
sealed interface GraphQlAnswer {

    /** It answered. */
    record Data(Map<?, ?> data) implements GraphQlAnswer {}

    /** Something is wrong with what it was asked; it says what, for people. */
    record Invalid(String message) implements GraphQlAnswer {}

    /** The person may not do that, there. */
    record Refused() implements GraphQlAnswer {}

    /** It gave no answer, or none that makes sense. */
    record Unavailable() implements GraphQlAnswer {}
}

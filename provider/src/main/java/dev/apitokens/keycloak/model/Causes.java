package dev.apitokens.keycloak.model;

import java.util.stream.Stream;

/** What led to an exception. */
final class Causes {

    private Causes() {}

    /** The exception, its causes, and what each of them suppresses: what cannot be committed says there why. */
    static Stream<Throwable> of(RuntimeException exception) {
        return Stream.<Throwable>iterate(exception, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())));
    }
}

package dev.apitokens.keycloak.rest;

import jakarta.ws.rs.core.Response;

/** Finishes answers. */
public final class Answer {

    private Answer() {}

    /** An answer that nobody on its way may keep. */
    public static Response noStore(Response.ResponseBuilder response) {
        return response.header("Cache-Control", "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}

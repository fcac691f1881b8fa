package dev.apitokens.keycloak.rest;

import jakarta.ws.rs.core.MultivaluedMap;

/**
 * Which part of a list is wanted.
 *
 * @param first how many to leave out, from 0 on
 * @param max how many to give at the most
 */
public record Page(int first, int max) {

    private static final int DEFAULT_MAX = 100;
    private static final int LARGEST_MAX = 1000;

    /**
     * As the parameters {@code first} and {@code max} say.
     *
     * @throws ApiTokenErrorException when one is no such number
     */
    public static Page of(MultivaluedMap<String, String> parameters) {
        return new Page(
                RequestText.number("first", parameters.getFirst("first"), 0, Integer.MAX_VALUE),
                RequestText.number("max", parameters.getFirst("max"), DEFAULT_MAX, LARGEST_MAX));
    }
}

package dev.apitokens.keycloak.check;

import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestOrigin;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a proxy wants to know. It says so in the address, for that is what a proxy can be told.
 *
 * @param resource client id of the resource server
 * @param scopes names of those that the token needs, all of them
 * @param roles names of those that the person needs, all of them
 * @param isBasicOffered whether a 401 offers Basic, for programs that know no other way
 * @param isJwtWanted whether the answer holds a JWT for the resource server
 * @param origin where the proxy's caller is
 */
record CheckRequest(
        String resource,
        Set<String> scopes,
        Set<String> roles,
        boolean isBasicOffered,
        boolean isJwtWanted,
        Origin origin) {

    private static final String RESOURCE = "resource";
    private static final String SCOPE = "scope";
    private static final String ROLE = "role";
    private static final String CHALLENGE = "challenge";
    private static final String JWT = "jwt";
    private static final Set<String> KNOWN =
            Set.of(RESOURCE, SCOPE, ROLE, CHALLENGE, JWT, RequestOrigin.CLIENT_ADDRESS, RequestOrigin.USER_AGENT);

    /**
     * Reads the parameters of the address.
     *
     * @throws ApiTokenErrorException 400, for one that is missing, unknown, repeated or no value of it: a condition that is
     *     overlooked would let in whoever does not meet it
     */
    static CheckRequest of(MultivaluedMap<String, String> parameters) {
        if (!KNOWN.containsAll(parameters.keySet())) {
            throw invalid("The parameters are resource, scope, role, challenge, jwt, client_address and user_agent");
        }
        // Addresses are in logs, and what is asked for is in answers.
        if (parameters.values().stream().flatMap(List::stream).anyMatch(ApiTokenSecret::isIn)) {
            throw invalid("A token belongs into the Authorization header, and nowhere else");
        }
        Stream.of(RESOURCE, SCOPE, CHALLENGE, JWT, RequestOrigin.CLIENT_ADDRESS, RequestOrigin.USER_AGENT)
                .filter(name -> values(parameters, name).size() > 1)
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("Parameter '" + name + "' is given more than once");
                });
        String resource = one(parameters, RESOURCE, "");
        if (resource.isBlank()) {
            throw invalid("Parameter 'resource' is required: the client id of the resource server");
        }
        Set<String> roles = new LinkedHashSet<>(values(parameters, ROLE));
        if (roles.contains("")) {
            throw invalid("Parameter 'role' must name a role");
        }
        String challenge = one(parameters, CHALLENGE, "bearer");
        if (!Set.of("basic", "bearer").contains(challenge)) {
            throw invalid("Parameter 'challenge' must be basic or bearer");
        }
        String jwt = one(parameters, JWT, "false");
        if (!Set.of("true", "false").contains(jwt)) {
            throw invalid("Parameter 'jwt' must be true or false");
        }
        Origin origin = RequestOrigin.of(parameters);
        // What a proxy is told to say and does not, is a mistake in its configuration.
        if (parameters.containsKey(RequestOrigin.CLIENT_ADDRESS) && origin.address() == null) {
            throw invalid("Parameter 'client_address' must be an IPv4 or IPv6 address");
        }
        return new CheckRequest(
                resource,
                words(one(parameters, SCOPE, "")),
                roles,
                challenge.equals("basic"),
                jwt.equals("true"),
                origin);
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> values(MultivaluedMap<String, String> parameters, String name) {
        return parameters.getOrDefault(name, List.of());
    }

    private static String one(MultivaluedMap<String, String> parameters, String name, String otherwise) {
        List<String> values = values(parameters, name);
        return values.isEmpty() ? otherwise : values.get(0);
    }

    private static ApiTokenErrorException invalid(String description) {
        return ApiTokenErrorException.invalidRequest(Response.Status.BAD_REQUEST, description);
    }
}

package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.ApiTokenName;
import dev.apitokens.keycloak.policy.Limits;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Gives a caller's token another name, or less access. Under the lock it reads by the session of that transaction only:
 * the request's own would take its connection from it, and lose it with the commit.
 */
record TokenChange(KeycloakSession session, Caller caller, Instant now) {

    /** @throws ApiTokenErrorException when a rule forbids it; then nothing has changed */
    ApiToken make(String id, ChangeRequest request) {
        if (request.name() == null && request.scopes() == null && request.resources() == null) {
            // The name was the one thing that could be changed when this call was made.
            TokenCreation.name(null);
        }
        ApiTokenName name = request.name() == null ? null : TokenCreation.name(request.name());
        return new OwnerTransaction(session, caller).run((store, events) -> {
            ApiToken token = store.find(events.realm().getId(), caller.user().getId(), id)
                    .orElseThrow(ApiTokensResource::notFound);
            ApiToken narrowed = request.scopes() == null && request.resources() == null
                    ? token
                    : narrow(token, request, store, events);
            return name == null ? narrowed : rename(narrowed, name, store, events);
        });
    }

    private ApiToken rename(ApiToken token, ApiTokenName name, ApiTokenProvider store, ApiTokenEvents events) {
        RenameOutcome outcome = store.rename(token.realmId(), token.userId(), token.id(), name, now);
        if (outcome instanceof RenameOutcome.Renamed renamed) {
            events.renamed(renamed.token());
            return renamed.token();
        }
        throw outcome instanceof RenameOutcome.NameInUse ? TokenCreation.nameInUse() : ApiTokensResource.notFound();
    }

    private ApiToken narrow(ApiToken token, ChangeRequest request, ApiTokenProvider store, ApiTokenEvents events) {
        Set<String> resources =
                request.resources() == null ? token.resources() : resources(token, request.resources(), events.realm());
        Set<String> scopes =
                request.scopes() == null ? token.scopes() : scopes(token, request.scopes(), resources, events);
        if (resources.equals(token.resources()) && scopes.equals(token.scopes())) {
            return token;
        }
        ApiToken narrowed = store.limit(token.realmId(), token.userId(), token.id(), scopes, resources)
                .orElseThrow(ApiTokensResource::notFound);
        events.narrowed(narrowed);
        return narrowed;
    }

    private static Set<String> resources(ApiToken token, List<@Nullable String> clientIds, RealmModel realm) {
        if (token.resources().isEmpty()) {
            return TokenCreation.resources(clientIds, realm).stream()
                    .map(server -> server.client().getId())
                    .collect(Collectors.toSet());
        }
        Set<String> resources = new HashSet<>();
        for (String clientId : clientIds) {
            // One that takes no tokens at the moment may stay, so that it does again when it is switched on.
            ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
            resources.add(client == null ? "" : client.getId());
        }
        return covered(token.resources(), resources, ApiTokenError.UNKNOWN_RESOURCE);
    }

    private Set<String> scopes(
            ApiToken token, List<@Nullable String> names, Set<String> resources, ApiTokenEvents events) {
        if (token.scopes().isEmpty()) {
            Set<ResourceServer> servers = resources.stream()
                    .map(events.realm()::getClientById)
                    .map(ResourceServer::of)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
            return new TokenCreation(events.session(), caller, now).scopes(names, servers);
        }
        Set<String> scopes =
                names.stream().map(name -> Objects.requireNonNullElse(name, "")).collect(Collectors.toSet());
        return covered(token.scopes(), scopes, ApiTokenError.UNKNOWN_SCOPE);
    }

    private static Set<String> covered(Set<String> present, Set<String> wanted, ApiTokenError error) {
        if (wanted.isEmpty()) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "An empty list is no limit, and access can be narrowed only");
        }
        if (!new Limits(present).covers(wanted)) {
            throw ApiTokenErrorException.of(error, "The API token has no such access, and access can be narrowed only");
        }
        return wanted;
    }
}

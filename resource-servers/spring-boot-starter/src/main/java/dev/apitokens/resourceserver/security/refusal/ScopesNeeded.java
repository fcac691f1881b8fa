package dev.apitokens.resourceserver.security.refusal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;

/**
 * The refusal of a token that lacks a scope.
 *
 * @param scopes all scopes that the operation needs, those that the token has included (RFC 6750, 3.1)
 */
public record ScopesNeeded(List<String> scopes) implements AuthorizationResult {

    /** Takes a copy of the scopes. */
    public ScopesNeeded {
        scopes = List.copyOf(scopes);
    }

    @Override
    public boolean isGranted() {
        return false;
    }

    /**
     * Tells which scopes would have helped.
     *
     * @param refusal why something was refused
     * @return the scopes; empty if none would have
     */
    public static List<String> of(@Nullable Throwable refusal) {
        return refusal instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof ScopesNeeded needed
                ? needed.scopes()
                : List.of();
    }
}

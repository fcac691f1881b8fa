package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Contact;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of a token.
 *
 * @param row its columns
 * @param scopes rows of {@link RestrictionRows}
 * @param resources rows of {@link RestrictionRows}
 */
record StoredToken(TokenRow row, Set<String> scopes, Set<String> resources) {

    /** The token of those rows, which differ in its restrictions. */
    static StoredToken of(List<TokenRow> rows) {
        return new StoredToken(rows.get(0), column(rows, TokenRow::scope), column(rows, TokenRow::resource));
    }

    private static Set<String> column(List<TokenRow> rows, Function<TokenRow, @Nullable String> column) {
        return rows.stream().map(column).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }

    /** Its secret's, and that of the one before; there may have been others earlier. */
    Stream<String> secretHashes() {
        return Stream.of(row.secretHash(), row.previousSecretHash()).filter(Objects::nonNull);
    }

    /** The token as one of its secrets finds it. */
    PresentedToken presentedBy(String hash) {
        ApiToken token = toModel();
        if (row.secretHash().equals(hash)) {
            return PresentedToken.bySecretOf(token);
        }
        if (!hash.equals(row.previousSecretHash())) {
            return PresentedToken.byEndedSecretOf(token, token.createdAt());
        }
        return PresentedToken.byPreviousSecretOf(token, previousIssuedAt());
    }

    private Instant previousIssuedAt() {
        Long issuedAt = row.previousSecretIssuedAt();
        return Instant.ofEpochMilli(issuedAt == null ? row.createdAt() : issuedAt);
    }

    /** The token as the secret finds it that was made then. */
    PresentedToken presentedBySecretOf(Instant issued) {
        ApiToken token = toModel();
        if (issued.equals(token.issuedAt())) {
            return presentedBy(row.secretHash());
        }
        String previous = row.previousSecretHash();
        return previous != null && issued.equals(previousIssuedAt())
                ? presentedBy(previous)
                : PresentedToken.byEndedSecretOf(token, issued);
    }

    ApiToken toModel() {
        return new ApiToken(
                row.id(),
                new Owner(row.realmId(), row.userId()),
                contact(),
                row.name(),
                row.description(),
                row.hint(),
                Instant.ofEpochMilli(row.createdAt()),
                row.createdByClient(),
                instant(row.expiresAt()),
                instant(row.rotatedAt()),
                instant(row.previousSecretEndsAt()),
                instant(row.previousSecretReusedAt()),
                instant(row.revokedAt()),
                row.revokedBy(),
                row.revocationReason(),
                instant(row.lastUsedAt()),
                row.lastUsedBy(),
                new Access(
                        RestrictionRows.read(scopes),
                        RestrictionRows.read(resources),
                        AddressBound.stored(row.addresses())));
    }

    private @Nullable Contact contact() {
        String realmId = row.contactRealmId();
        String userId = row.contactUserId();
        return realmId == null || userId == null ? null : new Contact(row.contactEmail(), realmId, userId);
    }

    private static @Nullable Instant instant(@Nullable Long milliseconds) {
        return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
    }
}

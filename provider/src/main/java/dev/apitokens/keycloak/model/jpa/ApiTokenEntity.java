package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenName;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * A row of {@code API_TOKEN}. It is written once; changes go by update statements with a condition, because flushing an
 * entity writes every column and would take back what another node changed meanwhile, a revocation above all.
 */
@Entity
@Table(name = "API_TOKEN")
@NullUnmarked // JPA fills the fields after construction
public class ApiTokenEntity {

    /** The beginning of a query for tokens as a whole; what follows begins with {@code where}. */
    static final String WITH_ACCESS =
            "select t from ApiTokenEntity t left join fetch t.scopes left join fetch t.resources ";

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "USER_ID", nullable = false, updatable = false)
    private String userId;

    /** Of the three, all are null for a person's token. */
    @Column(name = "CONTACT_EMAIL", updatable = false)
    private String contactEmail;

    @Column(name = "CONTACT_REALM_ID", length = 36, updatable = false)
    private String contactRealmId;

    @Column(name = "CONTACT_USER_ID", updatable = false)
    private String contactUserId;

    @Column(name = "NAME", nullable = false)
    private String name;

    @Column(name = "DESCRIPTION", length = 1000)
    private String description;

    @Column(name = "ADDRESSES", length = 1500)
    private String addresses;

    /** Unique with the user: the key of the name while the token occupies it, its id from then on. */
    @Column(name = "NAME_KEY", length = 64, nullable = false)
    private String nameKey;

    @Column(name = "SECRET_HASH", length = 64, nullable = false, unique = true)
    private String secretHash;

    @Column(name = "HINT", length = 32, nullable = false)
    private String hint;

    /** Milliseconds since the epoch, as every time of this table. */
    @Column(name = "CREATED_AT", nullable = false, updatable = false)
    private long createdAt;

    @Column(name = "CREATED_BY_CLIENT", nullable = false, updatable = false)
    private String createdByClient;

    @Column(name = "EXPIRES_AT")
    private Long expiresAt;

    @Column(name = "REVOKED_AT")
    private Long revokedAt;

    @Column(name = "REVOKED_BY")
    private String revokedBy;

    @Column(name = "REVOCATION_REASON", length = 64)
    private String revocationReason;

    @Column(name = "LAST_USED_AT")
    private Long lastUsedAt;

    @Column(name = "LAST_USED_BY")
    private String lastUsedBy;

    /** The last use, or else the creation: what an index can find unused tokens by. */
    @Column(name = "IDLE_SINCE", nullable = false)
    private long idleSince;

    /** The name as it is searched and sorted by, in the order of its characters in every database. */
    @Column(name = "NAME_SEARCH", nullable = false)
    private String nameSearch;

    @Column(name = "EXPIRY_NOTICE_SENT_AT")
    private Long expiryNoticeSentAt;

    @Column(name = "PREVIOUS_SECRET_HASH", length = 64)
    private String previousSecretHash;

    @Column(name = "PREVIOUS_SECRET_ENDS_AT")
    private Long previousSecretEndsAt;

    @Column(name = "PREVIOUS_SECRET_ISSUED_AT")
    private Long previousSecretIssuedAt;

    @Column(name = "PREVIOUS_SECRET_REUSED_AT")
    private Long previousSecretReusedAt;

    @Column(name = "ROTATED_AT")
    private Long rotatedAt;

    @ElementCollection
    @CollectionTable(name = "API_TOKEN_SCOPE", joinColumns = @JoinColumn(name = "TOKEN_ID"))
    @Column(name = "SCOPE", nullable = false)
    private Set<String> scopes = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "API_TOKEN_RESOURCE", joinColumns = @JoinColumn(name = "TOKEN_ID"))
    @Column(name = "CLIENT_ID", nullable = false)
    private Set<String> resources = new HashSet<>();

    /** For JPA. */
    protected ApiTokenEntity() {}

    ApiTokenEntity(String id, NewApiToken token) {
        this.id = id;
        this.realmId = token.owner().realmId();
        this.userId = token.owner().userId();
        if (token.contact() != null) {
            this.contactEmail = token.contact().email();
            this.contactRealmId = token.contact().adminRealmId();
            this.contactUserId = token.contact().adminId();
        }
        this.name = token.name().value();
        this.description =
                token.description() == null ? null : token.description().value();
        this.nameKey = token.name().key();
        this.secretHash = token.secretHash();
        this.hint = token.hint();
        this.createdAt = token.createdAt().toEpochMilli();
        this.createdByClient = token.createdByClient();
        this.idleSince = createdAt;
        this.nameSearch = nameSearch(token.name());
        this.expiresAt = token.expiresAt() == null ? null : token.expiresAt().toEpochMilli();
        this.addresses = token.access().addresses().stored();
        restrict(token.access());
    }

    static String nameSearch(ApiTokenName name) {
        return nameSearch(name.value());
    }

    /** As much of the text as the column holds. */
    static String nameSearch(String text) {
        String folded = ApiTokenName.folded(text);
        return folded.codePointCount(0, folded.length()) <= ApiTokenName.MAX_CHARACTERS
                ? folded
                : folded.substring(0, folded.offsetByCodePoints(0, ApiTokenName.MAX_CHARACTERS));
    }

    String id() {
        return id;
    }

    String nameKey() {
        return nameKey;
    }

    /** What {@link #nameKey} is while the token occupies its name. */
    String chosenNameKey() {
        return ApiTokenName.key(name);
    }

    String secretHash() {
        return secretHash;
    }

    String previousSecretHash() {
        return previousSecretHash;
    }

    long issuedAt() {
        return rotatedAt == null ? createdAt : rotatedAt;
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && expiresAt <= now.toEpochMilli();
    }

    /** Rows of {@link RestrictionRows}. */
    Set<String> scopes() {
        return scopes;
    }

    /** Rows of {@link RestrictionRows}. */
    Set<String> resources() {
        return resources;
    }

    final void restrict(Access access) {
        RestrictionRows.write(scopes, access.scopes());
        RestrictionRows.write(resources, access.resources());
    }

    ApiToken toModel() {
        return new StoredToken(
                        new TokenRow(
                                id,
                                realmId,
                                userId,
                                contactEmail,
                                contactRealmId,
                                contactUserId,
                                name,
                                description,
                                addresses,
                                secretHash,
                                hint,
                                createdAt,
                                createdByClient,
                                expiresAt,
                                revokedAt,
                                revokedBy,
                                revocationReason,
                                lastUsedAt,
                                lastUsedBy,
                                previousSecretHash,
                                previousSecretEndsAt,
                                previousSecretIssuedAt,
                                previousSecretReusedAt,
                                rotatedAt,
                                null,
                                null),
                        scopes,
                        resources)
                .toModel();
    }
}

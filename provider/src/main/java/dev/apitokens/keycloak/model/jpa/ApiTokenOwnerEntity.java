package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A row to lock for each person who makes tokens: federated users have no row of Keycloak's own, and locking the realm's
 * would let everybody wait for everybody. It is the register of those people as well.
 */
@Entity
@Table(name = "API_TOKEN_OWNER")
@NullUnmarked // JPA fills the fields after construction
public class ApiTokenOwnerEntity {

    @EmbeddedId
    private Key key;

    /** When the person was last looked for, in milliseconds since the epoch; 0: never. */
    @Column(name = "CHECKED_AT", nullable = false)
    private long checkedAt;

    @Column(name = "MISSING_SINCE")
    private Long missingSince;

    /** Id of the client whose service account it is, or null: a person. */
    @Column(name = "CLIENT_ID", length = 36)
    private String clientUuid;

    /** For JPA. */
    protected ApiTokenOwnerEntity() {}

    ApiTokenOwnerEntity(Key key) {
        this.key = key;
    }

    String userId() {
        return key.userId;
    }

    /** Null: not missing, as far as is known. */
    @Nullable
    Instant missingSince() {
        return missingSince == null ? null : Instant.ofEpochMilli(missingSince);
    }

    /** The person. */
    @Embeddable
    public static class Key implements Serializable {

        @Column(name = "REALM_ID", length = 36)
        private String realmId;

        @Column(name = "USER_ID")
        private String userId;

        /** For JPA. */
        protected Key() {}

        Key(String realmId, String userId) {
            this.realmId = realmId;
            this.userId = userId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && userId.equals(key.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, userId);
        }
    }
}

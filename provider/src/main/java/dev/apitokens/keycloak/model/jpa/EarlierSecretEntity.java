package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/**
 * A row of {@code API_TOKEN_EARLIER_SECRET}: a secret that a token had before its previous one, as a hash. Whoever comes with it has a
 * copy. It goes with the token.
 */
@Entity
@Table(name = "API_TOKEN_EARLIER_SECRET")
@NullUnmarked // JPA fills the fields after construction
public class EarlierSecretEntity {

    @Id
    @Column(name = "SECRET_HASH", length = 64)
    private String secretHash;

    @Column(name = "TOKEN_ID", length = 36, nullable = false, updatable = false)
    private String tokenId;

    /** When a rotation put it here; milliseconds since the epoch. */
    @Column(name = "KEPT_AT", nullable = false, updatable = false)
    private long keptAt;

    /** For JPA. */
    protected EarlierSecretEntity() {}

    EarlierSecretEntity(String secretHash, String tokenId, Instant keptAt) {
        this.secretHash = secretHash;
        this.tokenId = tokenId;
        this.keptAt = keptAt.toEpochMilli();
    }
}

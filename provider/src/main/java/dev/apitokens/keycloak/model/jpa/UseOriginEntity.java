package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.UsedFrom;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code API_TOKEN_ORIGIN}: the latest use of a token from one address. It goes with the token. */
@Entity
@Table(name = "API_TOKEN_ORIGIN")
@NullUnmarked // JPA fills the fields after construction
public class UseOriginEntity {

    @EmbeddedId
    private Key key;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "USER_AGENT")
    private String userAgent;

    /** Milliseconds since the epoch. */
    @Column(name = "USED_AT", nullable = false)
    private long usedAt;

    /** For JPA. */
    protected UseOriginEntity() {}

    UseOriginEntity(String tokenId, String realmId, UsedFrom use) {
        this.key = new Key(tokenId, use.address());
        this.realmId = realmId;
        this.userAgent = use.userAgent();
        this.usedAt = use.at().toEpochMilli();
    }

    String tokenId() {
        return key.tokenId;
    }

    UsedFrom toModel() {
        return new UsedFrom(key.address, userAgent, Instant.ofEpochMilli(usedAt));
    }

    /** The token and the address. */
    @Embeddable
    public static class Key implements Serializable {

        @Column(name = "TOKEN_ID", length = 36)
        private String tokenId;

        @Column(name = "ADDRESS", length = 45)
        private String address;

        /** For JPA. */
        protected Key() {}

        Key(String tokenId, String address) {
            this.tokenId = tokenId;
            this.address = address;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && tokenId.equals(key.tokenId) && address.equals(key.address);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tokenId, address);
        }
    }
}

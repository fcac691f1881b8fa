package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.LeaseTerms;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code API_TOKEN_LEASE}. */
@Entity
@Table(name = "API_TOKEN_LEASE")
@NullUnmarked // JPA fills the fields after construction
public class ApiTokenLeaseEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "GRANT_SECONDS", nullable = false)
    private int grantSeconds;

    @Column(name = "WAIT_SECONDS", nullable = false)
    private int waitSeconds;

    @Column(name = "VERSION", nullable = false)
    private long version;

    /** For JPA. */
    protected ApiTokenLeaseEntity() {}

    ApiTokenLeaseEntity(String realmId, LeaseTerms terms) {
        this.realmId = realmId;
        this.grantSeconds = terms.grantSeconds();
        this.waitSeconds = terms.waitSeconds();
        this.version = terms.version();
    }
}

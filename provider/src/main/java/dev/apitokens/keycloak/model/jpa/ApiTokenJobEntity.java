package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/**
 * A background job, and when a node last took it over: whoever changes the row runs the job. Or a realm, and when one of them last
 * found that none of its tokens could be used.
 */
@Entity
@Table(name = "API_TOKEN_JOB")
@NullUnmarked // JPA fills the fields after construction
public class ApiTokenJobEntity {

    @Id
    @Column(name = "NAME", length = 64)
    private String name;

    @Column(name = "CLAIMED_AT", nullable = false)
    private long claimedAt;

    /** For JPA. */
    protected ApiTokenJobEntity() {}

    ApiTokenJobEntity(String name, long claimedAt) {
        this.name = name;
        this.claimedAt = claimedAt;
    }
}

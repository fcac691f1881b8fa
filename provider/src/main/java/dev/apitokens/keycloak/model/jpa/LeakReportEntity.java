package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.LeakReport;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code API_TOKEN_LEAK_REPORT}. */
@Entity
@Table(name = "API_TOKEN_LEAK_REPORT")
@NullUnmarked // JPA fills the fields after construction
public class LeakReportEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    @Column(name = "SECRET_HASH", length = 64, nullable = false)
    private String secretHash;

    /** Milliseconds since the epoch. */
    @Column(name = "DUE_AT", nullable = false)
    private long dueAt;

    /** For JPA. */
    protected LeakReportEntity() {}

    LeakReportEntity(LeakReport report, Instant dueAt) {
        this.id = report.id();
        this.realmId = report.realmId();
        this.secretHash = report.secretHash();
        this.dueAt = dueAt.toEpochMilli();
    }

    LeakReport toModel() {
        return new LeakReport(id, realmId, secretHash);
    }
}

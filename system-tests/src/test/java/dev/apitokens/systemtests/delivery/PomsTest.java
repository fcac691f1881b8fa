package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What Maven Central demands of poms. */
class PomsTest {

    private static final Pom PARENT = Pom.of("");

    @Test
    void deliveredThenThoseThatOthersUse() {
        assertThat(Pom.all().stream().filter(Pom::isDelivered).map(Pom::folder))
                .containsExactly("", "provider", "themes", "resource-servers/spring-boot-starter");
    }

    @Test
    void deliveredThenHasNameAndDescriptionOfItsOwn() {
        for (Pom pom : Pom.all().stream().filter(Pom::isDelivered).toList()) {
            assertThat(pom.texts("/project/name")).as(pom.toString()).hasSize(1).doesNotContain("");
            assertThat(pom.texts("/project/description"))
                    .as(pom.toString())
                    .hasSize(1)
                    .doesNotContain("");
        }
    }

    /** The others inherit it. The address is the release's to know, see {@code .github/workflows/release.yml}. */
    @Test
    void parentThenHasWhatIsDemandedBesides() {
        for (String path : List.of(
                "/project/url",
                "/project/licenses/license/name",
                "/project/licenses/license/url",
                "/project/developers/developer/name",
                "/project/scm/connection",
                "/project/scm/developerConnection",
                "/project/scm/url")) {
            assertThat(PARENT.texts(path)).as(path).hasSize(1).doesNotContain("");
        }
    }

    @Test
    void releaseThenBringsSourcesJavadocAndBillOfMaterials() {
        assertThat(PARENT.texts("/project/profiles/profile[id='release']/build/plugins/plugin/artifactId"))
                .contains(
                        "maven-source-plugin",
                        "maven-javadoc-plugin",
                        "cyclonedx-maven-plugin",
                        "flatten-maven-plugin");
    }

    @Test
    void dependencyThenIsNoSnapshot() {
        for (Pom pom : Pom.all()) {
            assertThat(pom.texts("//dependency/version"))
                    .as(pom.toString())
                    .noneMatch(version -> version.endsWith("-SNAPSHOT"));
            assertThat(pom.texts("/project/properties/*"))
                    .as(pom.toString())
                    .noneMatch(value -> value.endsWith("-SNAPSHOT"));
        }
    }
}

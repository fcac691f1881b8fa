package dev.apitokens.resourceserver.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.resourceserver.security.authorizationserver.LeasedTokenIntrospector;
import dev.apitokens.resourceserver.security.authorizationserver.ResourceServerProperties;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiTokensAutoConfigurationTest {

    private static final String[] SET = {
        "api-tokens.issuer-uri=http://127.0.0.1/realms/demo",
        "api-tokens.client-id=api",
        "api-tokens.client-secret=hush"
    };

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApiTokensAutoConfiguration.class,
                    SecurityAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class,
                    UserDetailsServiceAutoConfiguration.class,
                    WebMvcAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain own(HttpSecurity http) {
            return http.build();
        }
    }

    @Test
    void startWhenIssuerIsSetThenChainAndIntrospectorAreThereAndNoPasswordIsMade() {
        runner.withPropertyValues(SET).run(context -> {
            assertThat(context).hasSingleBean(SecurityFilterChain.class).hasBean("apiTokensFilterChain");
            assertThat(context.getBean(OpaqueTokenIntrospector.class)).isInstanceOf(LeasedTokenIntrospector.class);
            assertThat(context).doesNotHaveBean(UserDetailsService.class);
        });
    }

    @Test
    void startWhenNothingIsSetThenNothingIsDone() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("apiTokensFilterChain"));
    }

    @Test
    void startWhenApplicationHasAChainOfItsOwnThenThatOneAndTheIntrospector() {
        runner.withPropertyValues(SET)
                .withUserConfiguration(OwnChain.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(SecurityFilterChain.class)
                        .hasBean("own")
                        .hasSingleBean(ResourceServerProperties.class));
    }

    @Test
    void startWhenSecretIsMissingThenSaysWhatToSet() {
        runner.withPropertyValues(SET[0], SET[1], "api-tokens.client-secret=")
                .run(context -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining("client secret"));
    }

    /** What editors show. */
    @Test
    void metadataThenDescribesEachProperty() throws Exception {
        Map<String, String> described = new TreeMap<>();
        try (InputStream metadata = Objects.requireNonNull(ApiTokensAutoConfiguration.class
                .getClassLoader()
                .getResourceAsStream("META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode property : new JsonMapper().readTree(metadata).path("properties")) {
                described.put(
                        property.path("name").asString(),
                        property.path("description").asString(""));
            }
        }

        assertThat(described.keySet()).containsExactlyElementsOf(names());
        assertThat(described.values()).allSatisfy(text -> assertThat(text).isNotBlank());
    }

    private static List<String> names() {
        return Arrays.stream(ResourceServerProperties.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> "api-tokens." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /** The page that people follow. */
    @Test
    void pageThenItsConfigurationIsEnoughAndItNamesEachProperty() throws Exception {
        String page = Files.readString(Path.of("../../docs/resource-servers/spring-boot.md"));
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(yaml.find()).isTrue();
        YamlPropertiesFactoryBean properties = new YamlPropertiesFactoryBean();
        properties.setResources(new ByteArrayResource(yaml.group(1).getBytes(UTF_8)));

        runner.withPropertyValues(Objects.requireNonNull(properties.getObject()).entrySet().stream()
                        .map(Object::toString)
                        .toArray(String[]::new))
                .run(context -> assertThat(context).hasNotFailed().hasBean("apiTokensFilterChain"));
        assertThat(Pattern.compile("`(api-tokens\\.[a-z-]+)`")
                        .matcher(page)
                        .results()
                        .map(result -> result.group(1)))
                .containsExactlyInAnyOrderElementsOf(names());
    }
}

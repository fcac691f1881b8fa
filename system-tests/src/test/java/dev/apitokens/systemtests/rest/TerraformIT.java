package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code realm-config/terraform/main.tf} is what Terraform's provider takes, and what it then sends holds. */
class TerraformIT {

    /** What Terraform's provider says of its resources, in the words of a package that is made of it. */
    private static final Path PROVIDER = Path.of("npm/node_modules/@pulumi/keycloak");

    private static final Pattern ARGUMENTS = Pattern.compile("(?ms)^export interface \\w+Args \\{\n(.*?)^}");
    private static final Pattern ARGUMENT = Pattern.compile("(?m)^    (\\w+)(\\??):");

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    @Test
    void resourceThenTheProviderKnowsItsArguments() throws IOException {
        assertThat(Terraform.resources()).hasSize(4);
        for (Terraform.Resource resource : Terraform.resources()) {
            List<MatchResult> arguments = argumentsOf(resource);
            List<String> given =
                    resource.arguments().stream().map(TerraformIT::camelCase).toList();
            assertThat(arguments.stream().map(argument -> argument.group(1)))
                    .as(resource.type())
                    .containsAll(given);
            assertThat(given)
                    .as(resource.type())
                    .containsAll(arguments.stream()
                            .filter(argument -> argument.group(2).isEmpty())
                            .map(argument -> argument.group(1))
                            .toList());
        }
    }

    private static List<MatchResult> argumentsOf(Terraform.Resource resource) throws IOException {
        String name = resource.type().replaceFirst("^keycloak_", "");
        String file = name.startsWith("openid_")
                ? "openid/" + camelCase(name.replaceFirst("^openid_", "")) + ".d.ts"
                : camelCase(name) + ".d.ts";
        return ARGUMENTS
                .matcher(Files.readString(PROVIDER.resolve(file)))
                .results()
                .flatMap(found -> ARGUMENT.matcher(found.group(1)).results())
                .toList();
    }

    private static String camelCase(String name) {
        return Pattern.compile("_(\\w)")
                .matcher(name)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** The provider sends the attributes of its file as all that there are: what others set is gone, its limits stay. */
    @Test
    void limitWhenAppliedAgainThenStays() {
        String realm = "terraformed";
        admin.createRealm(realm);
        Map<String, String> attributes = Terraform.resource("keycloak_realm").entries();
        assertThat(attributes).hasSizeGreaterThan(8);

        apply(realm, attributes);
        assertThat(saved(realm)).containsExactlyInAnyOrderElementsOf(attributes.values());
        admin.call("PUT", "/" + realm + "/api-tokens/settings", Map.of("leaseSeconds", 5, "maxPerUser", 100));
        apply(realm, attributes);

        assertThat(saved(realm)).containsExactlyInAnyOrderElementsOf(attributes.values());
        assertThat(admin.get("/" + realm + "/api-tokens/settings")
                        .path("maxPerUser")
                        .asText())
                .isEqualTo(attributes.get("api-tokens.max-per-user"));
    }

    private void apply(String realm, Map<String, String> attributes) {
        ObjectNode representation = admin.get("/" + realm).deepCopy();
        representation.set("attributes", Http.JSON.valueToTree(attributes));
        admin.call("PUT", "/" + realm, representation);
    }

    /** The settings that are none of the defaults. */
    private List<String> saved(String realm) {
        return admin.get("/" + realm + "/api-tokens/settings").properties().stream()
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .map(JsonNode::asText)
                .toList();
    }
}

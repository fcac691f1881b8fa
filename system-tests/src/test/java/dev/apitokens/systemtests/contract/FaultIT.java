package dev.apitokens.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.LogFile;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.product.Product;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A resource server with a mapper that fails: whoever asks is told that it is not their fault, and whoever runs the server, what it is. */
class FaultIT {

    private static final String[] COUNTED = {
        "realm=\"" + ContractRealm.NAME + "\"", "outcome=\"server_error\"",
    };

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Contract contract = new Contract(Contract.FILE);
    private final ContractRealm realm = new ContractRealm(product);
    private final LeastRequests requests = new LeastRequests(contract, realm);

    /** Roles below a claim that is a text. */
    private void addMapperThatFails() {
        add("oidc-hardcoded-claim-mapper", Map.of("claim.name", "taken", "claim.value", "text"));
        add("oidc-usermodel-realm-role-mapper", Map.of("claim.name", "taken.roles", "multivalued", "true"));
    }

    private void add(String type, Map<String, String> config) {
        Map<String, String> everywhere = new HashMap<>(config);
        everywhere.put("introspection.token.claim", "true");
        everywhere.put("access.token.claim", "true");
        everywhere.put("jsonType.label", "String");
        admin.call(
                "POST",
                "/" + ContractRealm.NAME + "/clients/" + admin.clientUuid(ContractRealm.NAME, ContractRealm.API)
                        + "/protocol-mappers/models",
                Map.of("name", type, "protocol", "openid-connect", "protocolMapper", type, "config", everywhere));
    }

    @Test
    void callWhenAMapperFailsThenAServerErrorThatIsLoggedAndCounted() {
        addMapperThatFails();
        List<Operation> fallible = contract.operations().stream()
                .filter(operation -> operation.json().path("responses").has("500"))
                .toList();
        double before = product.metrics.sum("api_tokens_introspections_total", COUNTED);

        for (Operation operation : fallible) {
            Http.Answer answer = requests.send(operation);
            contract.check(operation.method(), requests.address(operation), answer);
            assertThat(answer.status()).as(operation + " " + answer.body()).isEqualTo(500);
            if (!operation.isHead()) {
                assertThat(answer.error()).isEqualTo("server_error");
            }
        }

        assertThat(fallible).isNotEmpty();
        assertThat(contract.unseenBy(FaultIT.class)).isEmpty();
        assertThat(product.metrics.sum("api_tokens_introspections_total", COUNTED))
                .isEqualTo(before + fallible.size());
        assertThat(new LogFile(product.keycloak.log()).text())
                .contains(
                        "Introspection of an API token failed, for something is wrong here: java.lang.ClassCastException")
                .doesNotContain(realm.held());
    }

    /** There, Keycloak itself tells and logs it. */
    @Test
    void exchangeWhenAMapperFailsThenNoFaultOfTheCaller() {
        addMapperThatFails();

        assertThat(new Exchange(product.realm(ContractRealm.NAME))
                        .call(ContractRealm.API, realm.held())
                        .status())
                .isEqualTo(500);
    }
}

package dev.apitokens.keycloak.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.apitokens.keycloak.fixtures.TestRealm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AdminClientRegisterContext;
import org.keycloak.services.clientpolicy.context.AdminClientUpdateContext;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;

class AdminOnlyAttributesTest {

    private static final Map<String, String> MINE = Map.of("api-tokens.manage", "true");

    private final TestRealm realm = new TestRealm();
    private final ClientModel present = realm.client("app", Map.of("api-tokens.enabled", "true", "tos_uri", "/tos"));

    /** What somebody wants a client to be who is no admin, or no admin by the admin REST. */
    private record Proposal(
            @Nullable ClientRepresentation proposed,
            @Nullable ClientModel target) implements ClientCRUDContext {

        @Override
        public ClientPolicyEvent getEvent() {
            return target == null ? ClientPolicyEvent.REGISTER : ClientPolicyEvent.UPDATE;
        }

        @Override
        public @Nullable ClientRepresentation getProposedClientRepresentation() {
            return proposed;
        }

        @Override
        public @Nullable ClientModel getTargetClient() {
            return target;
        }
    }

    private static ClientRepresentation with(@Nullable Map<String, String> attributes) {
        ClientRepresentation client = new ClientRepresentation();
        client.setAttributes(attributes);
        return client;
    }

    private static void assertPasses(ClientPolicyContext context) {
        assertThatCode(() -> AdminOnlyAttributes.check(context)).doesNotThrowAnyException();
    }

    private static void assertRefused(ClientPolicyContext context) {
        assertThatThrownBy(() -> AdminOnlyAttributes.check(context))
                .asInstanceOf(type(ClientPolicyException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.getError()).isEqualTo("invalid_client_metadata");
                    assertThat(refusal.getErrorDetail())
                            .isEqualTo("Only an administrator sets attributes that begin with api-tokens.");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-tokens.enabled",
                "api-tokens.manage",
                "api-tokens.exchange",
                "api-tokens.something-of-a-later-version",
                "api-tokens.",
                // Some databases find it all the same.
                "API-TOKENS.manage",
                "Api-Tokens.Manage"
            })
    void checkWhenRegisteredWithAnAttributeOfOursThenRefused(String name) {
        assertRefused(new Proposal(with(Map.of("tos_uri", "/tos", name, "true")), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tos_uri", "api-token", "api-tokens", "my.api-tokens.manage", " api-tokens.manage"})
    void checkWhenRegisteredWithOtherAttributesThenItPasses(String name) {
        assertPasses(new Proposal(with(Map.of(name, "true")), null));
    }

    @Test
    void checkWhenNoAttributesAreSentThenItPasses() {
        assertPasses(new Proposal(null, null));
        assertPasses(new Proposal(with(null), null));
        assertPasses(new Proposal(with(Map.of()), present));
    }

    @Test
    void checkWhenOneIsSentBackAsItIsThenItPasses() {
        assertPasses(new Proposal(with(Map.of("api-tokens.enabled", "true", "tos_uri", "/other")), present));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "false", "TRUE", "true "})
    void checkWhenOneIsChangedOrTakenAwayThenRefused(@Nullable String value) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("api-tokens.enabled", value);

        assertRefused(new Proposal(with(attributes), present));
    }

    /** The admin console clears a field so. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void checkWhenOneThatItHasNotIsSentEmptyThenItPasses(@Nullable String value) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("api-tokens.manage", value);

        assertPasses(new Proposal(with(attributes), present));
        assertPasses(new Proposal(with(attributes), null));
    }

    @Test
    void checkWhenOneIsAddedThenRefused() {
        assertRefused(new Proposal(with(MINE), present));
    }

    @Test
    void checkWhenByTheAdminRestThenItPasses() {
        assertPasses(new AdminClientRegisterContext(with(MINE), null));
        assertPasses(new AdminClientUpdateContext(with(MINE), present, null));
    }

    @Test
    void checkWhenItIsAboutNoClientThenItPasses() {
        for (ClientPolicyEvent event : List.of(ClientPolicyEvent.TOKEN_REQUEST, ClientPolicyEvent.REGISTER)) {
            assertPasses(() -> event);
        }
    }

    @Test
    void managerThenRefusesBeforeThePoliciesOfTheRealm() {
        assertThatThrownBy(() -> new GuardedClientPolicyManagerFactory()
                        .create(realm.session())
                        .triggerOnEvent(new Proposal(with(MINE), null)))
                .isInstanceOf(ClientPolicyException.class);
    }
}

package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives a caller's token another name, or less access. */
public final class ChangeToken implements OwnerTransaction.Change<ApiToken> {

    private final String id;
    private final ChangeRequest request;
    private final Clock clock;

    public ChangeToken(String id, ChangeRequest request, Clock clock) {
        this.id = id;
        this.request = request;
        this.clock = clock;
    }

    @Override
    public ApiToken make(OwnerWork work) {
        if (Stream.of(request.name(), request.description(), request.scopes(), request.resources())
                .allMatch(Objects::isNull)) {
            // The name was the one thing that could be changed when this call was made.
            throw ChangeErrors.invalidName();
        }
        ApiTokenName name = request.name() == null ? null : RequestReader.name(request.name());
        ApiTokenDescription description = RequestReader.description(request.description());
        ApiToken token = narrow(work.token(id), work);
        if (request.description() != null) {
            token = describe(token, description, work);
        }
        return name == null ? token : rename(token, name, work);
    }

    private ApiToken narrow(ApiToken token, OwnerWork work) {
        Access access =
                new AccessReader(work.session()).narrowed(token.access(), request.scopes(), request.resources());
        if (access.equals(token.access())) {
            return token;
        }
        ApiToken narrowed =
                work.store().narrow(work.owner(), token.id(), access).orElseThrow(ChangeErrors::notFound);
        work.events().narrowed(narrowed);
        return narrowed;
    }

    private static ApiToken describe(ApiToken token, @Nullable ApiTokenDescription description, OwnerWork work) {
        if (Objects.equals(token.description(), description == null ? null : description.value())) {
            return token;
        }
        ApiToken described =
                work.store().describe(work.owner(), token.id(), description).orElseThrow(ChangeErrors::notFound);
        work.events().described(described);
        return described;
    }

    private ApiToken rename(ApiToken token, ApiTokenName name, OwnerWork work) {
        RenameOutcome outcome = work.store().rename(work.owner(), token.id(), name, clock.instant());
        if (outcome instanceof RenameOutcome.Renamed renamed) {
            work.events().renamed(renamed.token());
            return renamed.token();
        }
        throw outcome instanceof RenameOutcome.NameInUse ? ChangeErrors.nameInUse() : ChangeErrors.notFound();
    }
}

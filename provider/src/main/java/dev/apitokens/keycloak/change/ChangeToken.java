package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;

/** Gives a caller's token another name or description, or less access. */
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
        if (Stream.of(request.name(), request.description(), request.scopes(), request.resources(), request.addresses())
                .allMatch(Objects::isNull)) {
            // The name was the one thing that could be changed when this call was made.
            throw ChangeErrors.invalidName();
        }
        ApiTokenName name = request.name() == null ? null : RequestReader.name(request.name());
        ApiToken before = work.token(id);
        if (before.status(clock.instant()) != ApiToken.Status.ACTIVE) {
            throw ChangeErrors.unchangeable();
        }
        ApiToken token = revise(before, work);
        return name == null ? token : rename(token, name, work);
    }

    private ApiToken revise(ApiToken token, OwnerWork work) {
        Access access = new AccessReader(work.session(), work.owner())
                .narrowed(token.access(), request.scopes(), request.resources(), request.addresses());
        String said = request.description() == null ? token.description() : request.description();
        ApiTokenDescription description = RequestReader.description(said);
        boolean isNarrowed = !access.equals(token.access());
        boolean isDescribed = !Objects.equals(token.description(), description == null ? null : description.value());
        if (!isNarrowed && !isDescribed) {
            return token;
        }
        ApiToken revised = work.store()
                .revise(work.owner(), token.id(), access, description)
                .orElseThrow(ChangeErrors::notFound);
        if (isNarrowed) {
            work.events().narrowed(revised);
        }
        if (isDescribed) {
            work.events().described(revised);
        }
        return revised;
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

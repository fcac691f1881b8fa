package dev.apitokens.resourceserver.graphql;

import dev.apitokens.resourceserver.security.caller.Caller;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.stereotype.Controller;

/** Who is asking. */
@Controller
final class ViewerController {

    @QueryMapping
    Caller viewer(@AuthenticationPrincipal OAuth2AuthenticatedPrincipal principal) {
        return Caller.of(principal);
    }
}

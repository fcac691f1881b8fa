package dev.apitokens.resourceserver.graphql.projects;

import dev.apitokens.resourceserver.projects.ProjectPermissions;
import dev.apitokens.resourceserver.security.caller.Caller;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.GraphQlExceptionHandler;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.stereotype.Controller;

/** The projects, for those who may see or make them. */
@Controller
final class ProjectController {

    private final Projects projects;

    ProjectController(Projects projects) {
        this.projects = projects;
    }

    @QueryMapping
    List<Project> projects(Authentication caller) {
        ProjectPermissions.READ.verify(caller);
        return projects.list();
    }

    @MutationMapping
    Project createProject(
            @Argument String name,
            Authentication caller,
            @AuthenticationPrincipal OAuth2AuthenticatedPrincipal principal) {
        ProjectPermissions.WRITE.verify(caller);
        return projects.create(name, Caller.of(principal).username()).orElseThrow(InvalidNameException::new);
    }

    @GraphQlExceptionHandler
    GraphQLError invalidName(InvalidNameException refusal, DataFetchingEnvironment environment) {
        return GraphqlErrorBuilder.newError(environment)
                .errorType(ErrorType.BAD_REQUEST)
                .message("A project's name has 1 to 100 characters and no control characters")
                .build();
    }

    /** GraphQL's way to say no is an exception: a field of a non-null type has no other. */
    private static final class InvalidNameException extends RuntimeException {}
}

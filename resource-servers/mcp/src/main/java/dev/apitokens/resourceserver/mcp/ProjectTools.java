package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.projects.ProjectPermissions;
import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.caller.Caller;
import dev.apitokens.resourceserver.security.caller.Permission;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tools, and what each of them needs. */
@Component
final class ProjectTools {

    private static final String WHOAMI = "whoami";
    private static final String LIST_PROJECTS = "list_projects";
    private static final String CREATE_PROJECT = "create_project";

    private static final Map<String, Permission> PERMISSIONS =
            Map.of(LIST_PROJECTS, ProjectPermissions.READ, CREATE_PROJECT, ProjectPermissions.WRITE);

    private static final Map<String, Object> NO_ARGUMENTS =
            Map.of("type", "object", "properties", Map.of(), "additionalProperties", false);

    private static final String PROJECT = "{ id name createdBy createdAt }";

    private final GraphQlApi graphQl;

    ProjectTools(GraphQlApi graphQl) {
        this.graphQl = graphQl;
    }

    /** What calling this tool needs; {@code null} if it needs nothing, or if there is no such tool. */
    static @Nullable Permission permission(String tool) {
        return PERMISSIONS.get(tool);
    }

    List<SyncToolSpecification> specifications() {
        return List.of(
                new SyncToolSpecification(
                        Tool.builder(WHOAMI, NO_ARGUMENTS)
                                .description("Says whose token this is, and what its owner may do.")
                                .annotations(readOnly())
                                .build(),
                        (context, call) -> whoami(McpEndpoint.caller(context))),
                new SyncToolSpecification(
                        Tool.builder(LIST_PROJECTS, NO_ARGUMENTS)
                                .description("Lists the projects. Needs the scope projects:read.")
                                .annotations(readOnly())
                                .build(),
                        (context, call) -> listProjects(McpEndpoint.graphQlToken(context))),
                new SyncToolSpecification(
                        Tool.builder(CREATE_PROJECT, nameArgument())
                                .description(
                                        "Makes a project. Needs the realm role editor and the scope projects:write.")
                                .annotations(ToolAnnotations.builder()
                                        .readOnlyHint(false)
                                        .destructiveHint(false)
                                        .idempotentHint(false)
                                        .openWorldHint(false)
                                        .build())
                                .build(),
                        (context, call) -> createProject(McpEndpoint.graphQlToken(context), call.arguments())));
    }

    private static CallToolResult whoami(Caller caller) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", caller.id());
        answer.put("username", caller.username());
        answer.put("name", caller.name());
        answer.put("roles", caller.roles());
        answer.put("scopes", caller.scopes());
        Caller.ApiToken token = caller.apiToken();
        answer.put("apiToken", token == null ? null : Map.of("id", token.id(), "name", token.name()));
        return result(answer);
    }

    private CallToolResult listProjects(ExchangedToken token) {
        return result(graphQl.call(token, "{ projects " + PROJECT + " }", Map.of()));
    }

    private CallToolResult createProject(ExchangedToken token, Map<String, Object> arguments) {
        GraphQlAnswer answer = graphQl.call(
                token,
                "mutation($name: String!) { createProject(name: $name) " + PROJECT + " }",
                Map.of("name", String.valueOf(arguments.get("name"))));
        return answer instanceof GraphQlAnswer.Data made
                        && made.data().get("createProject") instanceof Map<?, ?> project
                ? result(project)
                : result(answer);
    }

    /** That a tool failed is something that the AI assistant should read: MCP has tool errors for it. */
    private static CallToolResult result(GraphQlAnswer answer) {
        if (answer instanceof GraphQlAnswer.Data good) {
            return result(good.data());
        } else if (answer instanceof GraphQlAnswer.Invalid invalid) {
            return error(invalid.message());
        } else if (answer instanceof GraphQlAnswer.Refused) {
            return error("The GraphQL API refused: the token's owner lacks the permission there");
        }
        return error("The GraphQL API is out of reach at the moment. Try again later.");
    }

    private static Map<String, Object> nameArgument() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("name", Map.of("type", "string", "minLength", 1, "maxLength", 100)),
                "required",
                List.of("name"),
                "additionalProperties",
                false);
    }

    private static ToolAnnotations readOnly() {
        return ToolAnnotations.builder().readOnlyHint(true).openWorldHint(false).build();
    }

    private static CallToolResult error(String message) {
        return CallToolResult.builder().addTextContent(message).isError(true).build();
    }

    /** Structured, and once more as text for clients that only read text. */
    private static CallToolResult result(Map<?, ?> answer) {
        try {
            return CallToolResult.builder()
                    .structuredContent(answer)
                    .addTextContent(McpJsonDefaults.getMapper().writeValueAsString(answer))
                    .isError(false)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.Caller;
import dev.apitokens.resourceserver.Permission;
import dev.apitokens.resourceserver.project.Project;
import dev.apitokens.resourceserver.project.ProjectPermissions;
import dev.apitokens.resourceserver.project.Projects;
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

    private final Projects projects;

    ProjectTools(Projects projects) {
        this.projects = projects;
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
                        (context, call) -> listProjects()),
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
                        (context, call) -> createProject(McpEndpoint.caller(context), call.arguments())));
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

    private CallToolResult listProjects() {
        return result(Map.of(
                "projects", projects.list().stream().map(ProjectTools::json).toList()));
    }

    private CallToolResult createProject(Caller caller, Map<String, Object> arguments) {
        return arguments.get("name") instanceof String name
                ? projects.create(name, caller.username())
                        .map(project -> result(json(project)))
                        .orElseGet(ProjectTools::invalidName)
                : invalidName();
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

    private static Map<String, Object> json(Project project) {
        return Map.of(
                "id",
                project.id(),
                "name",
                project.name(),
                "createdBy",
                project.createdBy(),
                "createdAt",
                project.createdAt().toString());
    }

    private static CallToolResult invalidName() {
        return error("A project's name has 1 to 100 characters and no control characters");
    }

    private static CallToolResult error(String message) {
        return CallToolResult.builder().addTextContent(message).isError(true).build();
    }

    /** Structured, and once more as text for clients that only read text. */
    private static CallToolResult result(Map<String, ?> answer) {
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

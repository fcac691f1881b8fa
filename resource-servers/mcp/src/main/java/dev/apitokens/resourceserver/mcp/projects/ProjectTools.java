package dev.apitokens.resourceserver.mcp.projects;

import dev.apitokens.resourceserver.mcp.CallContext;
import dev.apitokens.resourceserver.mcp.McpTool;
import dev.apitokens.resourceserver.projects.ProjectPermissions;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tools that work on projects. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphQlProperties.class)
class ProjectTools {

    private static final Map<String, Object> NAME_ARGUMENT = Map.of(
            "type",
            "object",
            "properties",
            Map.of("name", Map.of("type", "string", "minLength", 1, "maxLength", 100)),
            "required",
            List.of("name"),
            "additionalProperties",
            false);

    @Bean
    ProjectsApi projectsApi(GraphQlProperties api) {
        return new ProjectsApi(api);
    }

    @Bean
    McpTool listProjects(GraphQlProperties api, ProjectsApi projects) {
        return new McpTool(
                new SyncToolSpecification(
                        Tool.builder("list_projects", McpTool.NO_ARGUMENTS)
                                .description("Lists the projects. Needs the scope projects:read.")
                                .annotations(ToolAnnotations.builder()
                                        .readOnlyHint(true)
                                        .openWorldHint(false)
                                        .build())
                                .build(),
                        (context, call) -> projects.list(CallContext.downstreamToken(context))),
                new McpTool.Downstream(api.audience(), ProjectPermissions.READ));
    }

    @Bean
    McpTool createProject(GraphQlProperties api, ProjectsApi projects) {
        return new McpTool(
                new SyncToolSpecification(
                        Tool.builder("create_project", NAME_ARGUMENT)
                                .description(
                                        "Makes a project. Needs the realm role editor and the scope projects:write.")
                                .annotations(ToolAnnotations.builder()
                                        .readOnlyHint(false)
                                        .destructiveHint(false)
                                        .idempotentHint(false)
                                        .openWorldHint(false)
                                        .build())
                                .build(),
                        (context, call) -> projects.create(
                                CallContext.downstreamToken(context),
                                String.valueOf(call.arguments().get("name")))),
                new McpTool.Downstream(api.audience(), ProjectPermissions.WRITE));
    }
}

package dev.apitokens.resourceserver.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Profile;

/**
 * What the official conformance suite expects a server to have, on the demo's own transport and behind its own security.
 * Not part of the server's jar: a test puts this class beside it and runs it with the profile {@code conformance}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("conformance")
class ConformanceFixtures {

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

    private static final Map<String, Object> NO_ARGUMENTS = Map.of("type", "object", "properties", Map.of());

    private static final Map<String, Object> JSON_SCHEMA_2020_12 = Map.of(
            "$schema",
            "https://json-schema.org/draft/2020-12/schema",
            "type",
            "object",
            "$defs",
            Map.of(
                    "address",
                    Map.of(
                            "$anchor",
                            "addressDef",
                            "type",
                            "object",
                            "properties",
                            Map.of("street", Map.of("type", "string"), "city", Map.of("type", "string")))),
            "properties",
            Map.of("name", Map.of("type", "string"), "address", Map.of("$ref", "#/$defs/address")),
            "allOf",
            List.of(Map.of(
                    "anyOf", List.of(Map.of("required", List.of("name")), Map.of("required", List.of("address"))))),
            "if",
            Map.of("required", List.of("address")),
            "then",
            Map.of("required", List.of("name")),
            "else",
            Map.of(),
            "additionalProperties",
            false);

    /** Takes the transport over from the demo's server; a transport hands its messages to whoever came last. */
    @Bean(destroyMethod = "close")
    @DependsOn("mcpServer")
    McpStatelessSyncServer conformanceServer(HttpServletStatelessServerTransport transport, List<McpTool> tools) {
        List<SyncToolSpecification> all = new ArrayList<>();
        tools.forEach(tool -> all.add(tool.specification()));
        all.addAll(tools());
        return McpServer.sync(transport)
                .serverInfo("api-tokens-demo", "1.0.0")
                .capabilities(ServerCapabilities.builder()
                        .tools(false)
                        .resources(false, false)
                        .prompts(false)
                        .completions()
                        .build())
                .tools(all)
                .resources(
                        resource(contents(
                                "test://static-text",
                                "text/plain",
                                "This is the content of the static text resource.")),
                        resource(BlobResourceContents.builder("test://static-binary", PNG)
                                .mimeType("image/png")
                                .build()))
                .resourceTemplates(new SyncResourceTemplateSpecification(
                        ResourceTemplate.builder("test://template/{id}/data", "template")
                                .description("A resource with a parameter")
                                .mimeType("application/json")
                                .build(),
                        ConformanceFixtures::readTemplate))
                .prompts(prompts())
                .completions(new SyncCompletionSpecification(
                        new PromptReference("test_prompt_with_arguments"),
                        (context, request) ->
                                new CompleteResult(new CompleteCompletion(List.of("test", "testing"), 2, false))))
                .immediateExecution(true)
                .build();
    }

    private static List<SyncToolSpecification> tools() {
        return List.of(
                tool("test_simple_text", text("This is a simple text response for testing.")),
                tool("test_image_content", image()),
                tool(
                        "test_audio_content",
                        AudioContent.builder(WAV, "audio/wav").build()),
                tool(
                        "test_embedded_resource",
                        embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.")),
                tool(
                        "test_multiple_content_types",
                        text("Multiple content types test:"),
                        image(),
                        embedded(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\":\"data\",\"value\":123}")),
                new SyncToolSpecification(
                        Tool.builder("test_error_handling", NO_ARGUMENTS)
                                .description("Always fails")
                                .build(),
                        (context, call) -> CallToolResult.builder()
                                .addTextContent("This tool intentionally returns an error for testing")
                                .isError(true)
                                .build()),
                new SyncToolSpecification(
                        Tool.builder("json_schema_2020_12_tool", JSON_SCHEMA_2020_12)
                                .description("Tool with JSON Schema 2020-12 features")
                                .build(),
                        (context, call) -> CallToolResult.builder()
                                .addTextContent(String.valueOf(call.arguments()))
                                .build()));
    }

    private static SyncToolSpecification tool(String name, Content... content) {
        return new SyncToolSpecification(
                Tool.builder(name, NO_ARGUMENTS).description("Answers " + name).build(),
                (context, call) -> CallToolResult.builder()
                        .content(Arrays.asList(content))
                        .isError(false)
                        .build());
    }

    private static SyncResourceSpecification resource(ResourceContents contents) {
        return new SyncResourceSpecification(
                Resource.builder(contents.uri(), contents.uri())
                        .description("A resource that never changes")
                        .mimeType(contents.mimeType())
                        .build(),
                (context, request) ->
                        ReadResourceResult.builder(List.of(contents)).build());
    }

    private static ReadResourceResult readTemplate(McpTransportContext context, ReadResourceRequest request) {
        String id = request.uri().replaceFirst("^test://template/(.*)/data$", "$1");
        return ReadResourceResult.builder(List.of(contents(
                        request.uri(),
                        "application/json",
                        "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}")))
                .build();
    }

    private static List<SyncPromptSpecification> prompts() {
        return List.of(
                prompt(
                        "test_simple_prompt",
                        List.of(),
                        (context, request) -> messages(text("This is a simple prompt for testing."))),
                prompt(
                        "test_prompt_with_arguments",
                        List.of("arg1", "arg2"),
                        (context, request) -> messages(text("Prompt with arguments: arg1='"
                                + request.arguments().get("arg1") + "', arg2='"
                                + request.arguments().get("arg2") + "'"))),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of("resourceUri"),
                        (context, request) -> messages(
                                embedded(
                                        String.valueOf(request.arguments().get("resourceUri")),
                                        "text/plain",
                                        "Embedded resource content for testing."),
                                text("Please process the embedded resource above."))),
                prompt(
                        "test_prompt_with_image",
                        List.of(),
                        (context, request) -> messages(image(), text("Please analyze the image above."))));
    }

    private static SyncPromptSpecification prompt(
            String name,
            List<String> arguments,
            BiFunction<McpTransportContext, GetPromptRequest, GetPromptResult> handler) {
        return new SyncPromptSpecification(
                Prompt.builder(name)
                        .description("Answers " + name)
                        .arguments(arguments.stream()
                                .map(argument -> PromptArgument.builder(argument)
                                        .required(true)
                                        .build())
                                .toList())
                        .build(),
                handler);
    }

    private static GetPromptResult messages(Content... content) {
        return GetPromptResult.builder(Arrays.stream(content)
                        .map(one -> PromptMessage.builder(Role.USER, one).build())
                        .toList())
                .build();
    }

    private static TextContent text(String text) {
        return TextContent.builder(text).build();
    }

    private static ImageContent image() {
        return ImageContent.builder(PNG, "image/png").build();
    }

    private static EmbeddedResource embedded(String uri, String type, String text) {
        return EmbeddedResource.builder(contents(uri, type, text)).build();
    }

    private static TextResourceContents contents(String uri, String type, String text) {
        return TextResourceContents.builder(uri, text).mimeType(type).build();
    }
}

/** An MCP server that takes API tokens: Streamable HTTP in JSON mode, without sessions. */
@NullMarked
package dev.apitokens.resourceserver.mcp;

import org.jspecify.annotations.NullMarked;

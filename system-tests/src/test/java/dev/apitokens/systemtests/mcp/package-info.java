/** MCP clients and the conformance suite at the MCP server. */
@NullMarked
package dev.apitokens.systemtests.mcp;

import org.jspecify.annotations.NullMarked;

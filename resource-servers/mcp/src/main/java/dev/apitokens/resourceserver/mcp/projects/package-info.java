/** The tools that work on projects, which are the GraphQL API's. */
@NullMarked
package dev.apitokens.resourceserver.mcp.projects;

import org.jspecify.annotations.NullMarked;

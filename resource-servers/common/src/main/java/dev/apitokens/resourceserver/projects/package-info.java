/** What both demo servers agree on about projects, which only the GraphQL API has. */
@NullMarked
package dev.apitokens.resourceserver.projects;

import org.jspecify.annotations.NullMarked;

/** Something to read and to write: projects, in memory. */
@NullMarked
package dev.apitokens.resourceserver.graphql.projects;

import org.jspecify.annotations.NullMarked;

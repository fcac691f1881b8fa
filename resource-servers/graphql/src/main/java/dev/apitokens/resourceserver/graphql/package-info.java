/** A GraphQL API that takes API tokens. */
@NullMarked
package dev.apitokens.resourceserver.graphql;

import org.jspecify.annotations.NullMarked;

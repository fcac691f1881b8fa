@NullMarked
package dev.apitokens.resourceserver.graphql;

import org.jspecify.annotations.NullMarked;

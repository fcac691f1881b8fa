@NullMarked
package dev.apitokens.resourceserver.graphql.projects;

import org.jspecify.annotations.NullMarked;

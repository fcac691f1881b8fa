/** Two nodes, and the product while its PostgreSQL or its user store is away. */
@NullMarked
package dev.apitokens.systemtests.cluster;

import org.jspecify.annotations.NullMarked;

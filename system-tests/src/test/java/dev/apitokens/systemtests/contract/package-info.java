/** The interfaces as {@code docs/openapi.yaml} has them, and as the server has them. */
@NullMarked
package dev.apitokens.systemtests.contract;

import org.jspecify.annotations.NullMarked;

/** The pages of {@code docs/resource-servers}, each run with the real program. */
@NullMarked
package dev.apitokens.systemtests.gateway;

import org.jspecify.annotations.NullMarked;

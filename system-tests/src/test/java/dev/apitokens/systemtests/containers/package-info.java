/** The product in containers, as operators run it. */
@NullMarked
package dev.apitokens.systemtests.containers;

import org.jspecify.annotations.NullMarked;

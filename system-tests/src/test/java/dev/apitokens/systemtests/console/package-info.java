/** The pages of both consoles in a browser. */
@NullMarked
package dev.apitokens.systemtests.console;

import org.jspecify.annotations.NullMarked;

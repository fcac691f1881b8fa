/** A million tokens, and many callers at once. */
@NullMarked
package dev.apitokens.systemtests.scale;

import org.jspecify.annotations.NullMarked;

/** Who calls, and what they may do. */
@NullMarked
package dev.apitokens.resourceserver.security.caller;

import org.jspecify.annotations.NullMarked;

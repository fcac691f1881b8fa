/** What a token is good for: introspection, exchange, and the calls at the resource servers. */
@NullMarked
package dev.apitokens.systemtests.protocol;

import org.jspecify.annotations.NullMarked;

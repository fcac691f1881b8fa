/** How a request is refused (RFC 6750), and what its refusal says would have helped. */
@NullMarked
package dev.apitokens.resourceserver.security.refusal;

import org.jspecify.annotations.NullMarked;

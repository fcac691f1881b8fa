/** A stand-in authorization server, and what every resource server has to do with its answers. */
@NullMarked
package dev.apitokens.resourceserver.security;

import org.jspecify.annotations.NullMarked;

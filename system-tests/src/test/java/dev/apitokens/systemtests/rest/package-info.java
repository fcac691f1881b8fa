/** The REST interfaces of persons, admins, finders of leaked tokens, and of tokens themselves. */
@NullMarked
package dev.apitokens.systemtests.rest;

import org.jspecify.annotations.NullMarked;

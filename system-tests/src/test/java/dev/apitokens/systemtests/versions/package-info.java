/** Each version of Keycloak that is supported, and those that are not. */
@NullMarked
package dev.apitokens.systemtests.versions;

import org.jspecify.annotations.NullMarked;

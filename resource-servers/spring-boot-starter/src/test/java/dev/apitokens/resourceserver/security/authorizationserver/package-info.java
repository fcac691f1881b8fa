@NullMarked
package dev.apitokens.resourceserver.security.authorizationserver;

import org.jspecify.annotations.NullMarked;

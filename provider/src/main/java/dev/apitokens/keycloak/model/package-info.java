/** The store of API tokens as an SPI of this extension. */
@NullMarked
package dev.apitokens.keycloak.model;

import org.jspecify.annotations.NullMarked;

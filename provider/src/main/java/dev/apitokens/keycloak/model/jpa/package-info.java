/** The JPA implementation of the store, with its Liquibase changelog. */
@NullMarked
package dev.apitokens.keycloak.model.jpa;

import org.jspecify.annotations.NullMarked;

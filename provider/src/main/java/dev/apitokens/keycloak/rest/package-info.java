/** What both REST interfaces share: how bodies are read, and what is answered. */
@NullMarked
package dev.apitokens.keycloak.rest;

import org.jspecify.annotations.NullMarked;

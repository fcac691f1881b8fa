/** What is told of API tokens: user events, mails and metrics. None of it ever holds a secret. */
@NullMarked
package dev.apitokens.keycloak.audit;

import org.jspecify.annotations.NullMarked;

/** Those who call the product, wherever it runs: persons, admins, resource servers, and what they read. */
@NullMarked
package dev.apitokens.systemtests.client;

import org.jspecify.annotations.NullMarked;

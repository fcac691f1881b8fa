/** The tables, from one version to the next. */
@NullMarked
package dev.apitokens.systemtests.schema;

import org.jspecify.annotations.NullMarked;

/** What is delivered, and how: versions, poms, jars, notices and workflows. */
@NullMarked
package dev.apitokens.systemtests.delivery;

import org.jspecify.annotations.NullMarked;

/** What the demo servers have in common besides the starter. */
@NullMarked
package dev.apitokens.resourceserver.demo;

import org.jspecify.annotations.NullMarked;

/** What holds for the code of each module. */
@NullMarked
package dev.apitokens.resourceserver;

import org.jspecify.annotations.NullMarked;

/** Something to read and to write: the demo servers' projects, in memory. */
@NullMarked
package dev.apitokens.resourceserver.project;

import org.jspecify.annotations.NullMarked;

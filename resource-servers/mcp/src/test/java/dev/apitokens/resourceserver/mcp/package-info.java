@NullMarked
package dev.apitokens.resourceserver.mcp;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.apitokens.resourceserver.project;

import org.jspecify.annotations.NullMarked;

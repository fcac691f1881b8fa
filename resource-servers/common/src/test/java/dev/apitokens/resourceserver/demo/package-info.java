@NullMarked
package dev.apitokens.resourceserver.demo;

import org.jspecify.annotations.NullMarked;

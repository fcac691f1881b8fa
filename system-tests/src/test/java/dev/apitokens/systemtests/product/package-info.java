/** The product as processes of this machine: its servers, their databases, the tools of the distribution. */
@NullMarked
package dev.apitokens.systemtests.product;

import org.jspecify.annotations.NullMarked;

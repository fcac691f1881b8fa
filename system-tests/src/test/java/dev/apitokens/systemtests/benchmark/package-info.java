/** What a call costs: short in every build, to show that it can be measured; in full by {@code benchmarks/run}. */
@NullMarked
package dev.apitokens.systemtests.benchmark;

import org.jspecify.annotations.NullMarked;

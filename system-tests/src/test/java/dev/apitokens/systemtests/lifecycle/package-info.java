/** What happens behind and afterwards: jobs, mails, events, metrics, new passwords, ended sessions. */
@NullMarked
package dev.apitokens.systemtests.lifecycle;

import org.jspecify.annotations.NullMarked;

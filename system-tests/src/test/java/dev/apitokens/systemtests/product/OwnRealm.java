package dev.apitokens.systemtests.product;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that share {@link Product#shared() the product} and nothing in it: all that they make, change and count is in realms that no
 * other class has, and they set nothing that is the server's. They run beside those that share the demo's realm, after those with {@link
 * OwnServers servers of their own}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = OwnServers.Itself.class)
@Order(OwnRealm.AFTER_OTHERS)
public @interface OwnRealm {

    /** What has no order of its own has the default. */
    int AFTER_OTHERS = Order.DEFAULT + 1;
}

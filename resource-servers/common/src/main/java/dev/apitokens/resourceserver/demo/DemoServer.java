package dev.apitokens.resourceserver.demo;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What both servers do that the starter does not do for everybody: a health check, strictness about requests, and no memory
 * of their paths.
 */
@Configuration(proxyBeanMethods = false)
@Import({NoSlowestPath.class, RequestGate.class, ServerHealth.class})
public class DemoServer {}

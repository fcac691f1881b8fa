package dev.apitokens.resourceserver.demo;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What both servers do that the starter does not do for everybody: a health check, and strictness about requests. */
@Configuration(proxyBeanMethods = false)
@Import({RequestGate.class, ServerHealth.class})
public class DemoServer {}

package dev.apitokens.systemtests.rest;

import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * A declarative pipeline, compiled as Jenkins does: by Groovy, whose texts have escapes of their own. It runs every block and keeps what its only {@code sh}
 * step would run.
 */
public abstract class JenkinsPipeline extends Script {

    private final Map<String, Object> environment = new HashMap<>();
    private final List<String> scripts = new ArrayList<>();

    /** A pipeline from its text. */
    static JenkinsPipeline of(String text) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(JenkinsPipeline.class.getName());
        JenkinsPipeline pipeline = (JenkinsPipeline) new GroovyShell(configuration).parse(text);
        pipeline.run();
        return pipeline;
    }

    /** What it puts into the environment of its steps. */
    Map<String, Object> environment() {
        return environment;
    }

    /** What its step runs. */
    String script() {
        if (scripts.size() != 1) {
            throw new IllegalStateException("The pipeline has " + scripts.size() + " scripts");
        }
        return scripts.get(0);
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        Object[] all = (Object[]) arguments;
        Object last = all[all.length - 1];
        if (last instanceof Closure<?> block) {
            block.call();
        } else if (name.equals("sh")) {
            scripts.add(last.toString());
        }
        return name;
    }

    /** A word that stands alone, such as that of {@code agent any}. */
    @Override
    public Object getProperty(String name) {
        return name;
    }

    @Override
    public void setProperty(String name, Object value) {
        environment.put(name, value);
    }
}

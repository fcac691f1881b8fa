package dev.apitokens.resourceserver.security.authorizationserver;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/** Connections to the servers that this one depends on: one that is down or slow must not hold up every thread. */
public final class HttpConnections {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private HttpConnections() {}

    /**
     * Makes a pool of connections with time limits.
     *
     * @param name what its threads are called
     * @param readTimeout how long an answer may take
     * @return the pool
     */
    public static JdkClientHttpRequestFactory named(String name, Duration readTimeout) {
        // HTTP/1.1: on plain http, the JDK's client would else offer an upgrade to HTTP/2 with every new connection.
        JdkClientHttpRequestFactory connections = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newCachedThreadPool(task -> thread(task, name)))
                .build());
        connections.setReadTimeout(readTimeout);
        return connections;
    }

    /** The context class loader is not inherited: Tomcat would complain at shutdown about a thread of its application. */
    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}

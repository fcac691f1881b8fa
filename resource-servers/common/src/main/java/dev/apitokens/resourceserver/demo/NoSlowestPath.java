package dev.apitokens.resourceserver.demo;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Keeps Tomcat from keeping the path of the slowest request of each connection handler, for its statistics: a token that
 * somebody puts into an address would be in memory for as long as none is slower.
 */
@Component
final class NoSlowestPath implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(new SlowerThanAny());
    }

    private static final class SlowerThanAny extends ValveBase {

        /** {@code true}: it is not in the way of what answers later. */
        SlowerThanAny() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            // There is no switch. What takes no longer than this leaves the path as it is: empty.
            request.getCoyoteRequest().getRequestProcessor().setMaxTime(Long.MAX_VALUE);
            getNext().invoke(request, response);
        }
    }
}

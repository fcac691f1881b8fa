package dev.apitokens.resourceserver.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what no handler is made for before one trips over it: a {@code Content-Type} that names no one type, which would
 * be a fault of the server's, and the address of the container's own error page, which is no address of an API.
 */
@Component
@Order(RequestGate.AFTER_SECURITY)
final class RequestGate extends OncePerRequestFilter {

    /** Who may not call learns nothing about addresses and types. */
    static final int AFTER_SECURITY = 0;

    private static final String ERROR_PAGE = "/error";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().equals(request.getContextPath() + ERROR_PAGE)) {
            refuse(response, HttpStatus.NOT_FOUND, "There is nothing at this address");
        } else if (request.getContentType() != null && !isOneType(request.getContentType())) {
            refuse(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type must name one type");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, HttpStatus status, String description) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write("{\"error\":\"invalid_request\",\"error_description\":\"" + description + "\"}");
    }

    private static boolean isOneType(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.isConcrete() && !type.getType().equals("multipart");
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}

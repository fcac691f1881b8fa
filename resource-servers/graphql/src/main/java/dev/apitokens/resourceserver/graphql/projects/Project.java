package dev.apitokens.resourceserver.graphql.projects;

import java.time.Instant;

/**
 * A project.
 *
 * @param id its id
 * @param name its name, 1 to 100 characters
 * @param createdBy the login name of the person who made it
 * @param createdAt when it was made
 */
public record Project(String id, String name, String createdBy, Instant createdAt) {}

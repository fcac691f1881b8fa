package dev.apitokens.resourceserver.project;

import dev.apitokens.resourceserver.Permission;

/** Who may do what with projects, through whichever server. */
public final class ProjectPermissions {

    /** Seeing them. */
    public static final Permission READ = Permission.ofScopes("projects:read");

    /** Making one. */
    public static final Permission WRITE = Permission.ofScopes("projects:write").withRole("editor");

    private ProjectPermissions() {}
}

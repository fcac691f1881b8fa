package dev.apitokens.resourceserver.projects;

import dev.apitokens.resourceserver.security.caller.Permission;

/** Who may do what with projects, through whichever server. */
public final class ProjectPermissions {

    /** Seeing them. */
    public static final Permission READ = Permission.ofScopes("projects:read");

    /** Making one. */
    public static final Permission WRITE = Permission.ofScopes("projects:write").withRole("editor");

    private ProjectPermissions() {}
}

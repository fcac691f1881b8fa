import type { routes } from "@keycloak/keycloak-admin-ui";
import { generatePath } from "react-router-dom";

export type Route = (typeof routes)[number];
type Access = Extract<Route["handle"]["access"], string>;
export type HasAny = (...types: Access[]) => boolean;

export const SECTION_PATH = "/:realm/api-tokens/:tab?";

export const tabs = ["tokens", "overview", "leaked", "servers", "settings"] as const;
export type Tab = (typeof tabs)[number];

export const maySeeTokens = (hasAny: HasAny) => hasAny("view-users", "query-users");
export const maySeeSettings = (hasAny: HasAny) => hasAny("view-realm");
export const maySeeServers = (hasAny: HasAny) => maySeeTokens(hasAny) || hasAny("manage-clients");
export const maySeeSection = (hasAny: HasAny) => maySeeServers(hasAny) || maySeeSettings(hasAny);

/** The address of the section, or of one tab of it. */
export const sectionPath = (realm: string, tab?: Tab) => generatePath(SECTION_PATH, { realm, tab });

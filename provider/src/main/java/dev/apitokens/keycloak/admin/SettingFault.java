package dev.apitokens.keycloak.admin;

/**
 * What is wrong with one member of a realm's settings.
 *
 * @param expected what would be right
 */
record SettingFault(String member, String expected) {}

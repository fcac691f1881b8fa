package dev.apitokens.keycloak.policy;

/** How a setting is written in JSON. */
public sealed interface SettingKind {

    /** True or false. */
    record Flag() implements SettingKind {}

    /** A whole number of this range, both ends included. */
    record WholeNumber(int min, int max) implements SettingKind {}

    /** One or several whole numbers. */
    record WholeNumbers() implements SettingKind {}

    /** A text. */
    record Text() implements SettingKind {}

    /** One or several texts, which stand in an attribute with that between them. */
    record Texts(String separator) implements SettingKind {}
}

package dev.apitokens.systemtests.versions;

import org.jspecify.annotations.Nullable;

/**
 * What a class of a jar needs another one for.
 *
 * @param from the class that needs it, by its internal name
 * @param owner the class that is needed
 * @param member name and descriptor of the field or method that is needed, or null when it is the class itself
 * @param isStatic whether that member is used without an object; null when the instruction does not tell
 */
record Reference(
        String from,
        String owner,
        @Nullable Member member,
        @Nullable Boolean isStatic) {

    /**
     * A field or method.
     *
     * @param name its name
     * @param descriptor its type; that of a method begins with a parenthesis
     */
    record Member(String name, String descriptor) {

        boolean isMethod() {
            return descriptor.startsWith("(");
        }

        @Override
        public String toString() {
            return name + (isMethod() ? "" : " ") + descriptor;
        }
    }

    static Reference to(String from, String owner) {
        return new Reference(from, owner, null, null);
    }

    @Override
    public String toString() {
        return owner.replace('/', '.') + (member == null ? "" : "#" + member) + ", for " + from.replace('/', '.');
    }
}

package dev.apitokens.systemtests.versions;

import dev.apitokens.systemtests.versions.Reference.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Whether all that a jar refers to is there in a version of Keycloak, as the virtual machine would find it when it links: each
 * class, each member by its exact descriptor, none that is private by now, and no method that is still to be implemented.
 */
final class LinkCheck {

    private final ClassPath jar;
    private final ClassPath server;

    /**
     * A check that has not been made yet.
     *
     * @param jar the jar by itself
     * @param server the jar with all that Keycloak brings
     */
    LinkCheck(ClassPath jar, ClassPath server) {
        this.jar = jar;
        this.server = server;
    }

    /** What is missing, in words, sorted. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (Reference reference : references()) {
            if (!isThere(reference)) {
                missing.add(reference.toString());
            }
        }
        jar.names().forEach(name -> missing.addAll(unimplemented(name)));
        return missing;
    }

    private Set<Reference> references() {
        Set<Reference> references = new LinkedHashSet<>();
        for (String name : jar.names()) {
            new ClassReader(jar.file(name).orElseThrow())
                    .accept(new ReferenceVisitor(references), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return references;
    }

    private boolean isThere(Reference reference) {
        Member member = reference.member();
        if (member == null) {
            return server.find(reference.owner()).isPresent();
        }
        // A call by signature polymorphism has any descriptor.
        return reference.owner().startsWith("java/lang/invoke/")
                || lineage(reference.owner())
                        .filter(shape -> shape.members().containsKey(member))
                        .findFirst()
                        .filter(shape -> isUsable(reference, shape, member))
                        .isPresent();
    }

    private boolean isUsable(Reference reference, ClassShape shape, Member member) {
        int access = shape.members().getOrDefault(member, 0);
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        Boolean wanted = reference.isStatic();
        return (wanted == null || wanted == isStatic) && isVisible(reference.from(), shape, access);
    }

    private boolean isVisible(String from, ClassShape shape, int access) {
        if (jar.names().contains(shape.name())) {
            // The compiler has seen both.
            return true;
        }
        if ((access & Opcodes.ACC_PRIVATE) != 0) {
            return false;
        }
        return (access & Opcodes.ACC_PUBLIC) != 0
                || packageOf(from).equals(packageOf(shape.name()))
                || ((access & Opcodes.ACC_PROTECTED) != 0
                        && (shape.name().equals("java/lang/Object")
                                || lineage(from)
                                        .anyMatch(parent -> parent.name().equals(shape.name()))));
    }

    /** Methods that a class of the jar would have to have, because Keycloak's interfaces want them. */
    private List<String> unimplemented(String name) {
        ClassShape shape = jar.find(name).orElseThrow();
        if (shape.is(Opcodes.ACC_ABSTRACT)) {
            return List.of();
        }
        Map<Member, String> wanted = new LinkedHashMap<>();
        Set<Member> implemented = new LinkedHashSet<>();
        lineage(name)
                .forEach(parent -> parent.members().forEach((member, access) -> {
                    if ((access & Opcodes.ACC_ABSTRACT) != 0) {
                        wanted.putIfAbsent(member, parent.name());
                    } else if ((access & Opcodes.ACC_STATIC) == 0) {
                        implemented.add(member);
                    }
                }));
        wanted.keySet().removeAll(implemented);
        List<String> missing = new ArrayList<>();
        wanted.forEach((member, owner) ->
                missing.add(new Reference(name, owner, member, false) + ", which has to implement it"));
        return missing;
    }

    /** The class, and all that it extends and implements, as far as they are there. */
    private Stream<ClassShape> lineage(String name) {
        Optional<ClassShape> shape = server.find(name);
        return shape.stream()
                .flatMap(own ->
                        Stream.concat(Stream.of(own), own.parents().stream().flatMap(this::lineage)));
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
}

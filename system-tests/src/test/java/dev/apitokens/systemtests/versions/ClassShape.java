package dev.apitokens.systemtests.versions;

import dev.apitokens.systemtests.versions.Reference.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What others see of a class.
 *
 * @param name its internal name
 * @param access its modifiers
 * @param parents the class that it extends and the interfaces that it has, by their internal names
 * @param members its fields and methods with their modifiers
 */
record ClassShape(String name, int access, List<String> parents, Map<Member, Integer> members) {

    static ClassShape of(byte[] file) {
        ClassReader reader = new ClassReader(file);
        List<String> parents = new ArrayList<>();
        if (reader.getSuperName() != null) {
            parents.add(reader.getSuperName());
        }
        parents.addAll(List.of(reader.getInterfaces()));
        Map<Member, Integer> members = new HashMap<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable FieldVisitor visitField(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            @Nullable Object value) {
                        members.put(new Member(name, descriptor), access);
                        return null;
                    }

                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        members.put(new Member(name, descriptor), access);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new ClassShape(reader.getClassName(), reader.getAccess(), parents, members);
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }
}

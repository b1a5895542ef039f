package dev.linchpin.android;

import dev.linchpin.android.KnockOut.Instead;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites a class of the platform so that a JVM runs it: {@link KnockOut} is carried out, the overloads of {@code System.arraycopy} that only
 * Android's run-time has become the one that every Java has, and native libraries, of which there are none, are not loaded.
 */
final class PlatformCode extends ClassVisitor {
    private static final int API = Opcodes.ASM9;
    /** The field and the parameter of one more constructor of a class whose methods ask {@link Hooks}. */
    private static final String HOOKS = "linchpin";

    private static final String HOOKS_DESCRIPTOR = "L" + Hooks.TYPE + ";";

    private final String type;
    private final String parent;
    private boolean asks;

    private PlatformCode(ClassReader original, ClassVisitor rewritten) {
        super(API, rewritten);
        this.type = original.getClassName();
        this.parent = String.valueOf(original.getSuperName());
    }

    static byte[] rewrite(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new PlatformCode(reader, writer), 0);
        return writer.toByteArray();
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        boolean isNative = (access & Opcodes.ACC_NATIVE) != 0;
        boolean hasCode = isNative || (access & Opcodes.ACC_ABSTRACT) == 0;
        Optional<KnockOut> knockOut = KnockOut.ALL.stream()
                .filter(one -> hasCode && one.concerns(type, name, isNative))
                .findFirst();
        MethodVisitor method = super.visitMethod(access & ~Opcodes.ACC_NATIVE, name, descriptor, signature, exceptions);
        if (knockOut.isEmpty()) {
            return new EveryJavasSystem(method);
        }
        method.visitCode();
        if (knockOut.get().instead() == Instead.ASK) {
            asks = true;
            ask(method, name, descriptor);
        } else {
            push(method, knockOut.get().instead(), Type.getReturnType(descriptor));
        }
        method.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
        return null;
    }

    private static final class EveryJavasSystem extends MethodVisitor {
        EveryJavasSystem(MethodVisitor method) {
            super(API, method);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean system = owner.equals("java/lang/System");
            if (system && name.equals("loadLibrary")) {
                super.visitInsn(Opcodes.POP);
            } else if (system && name.equals("arraycopy")) {
                super.visitMethodInsn(opcode, owner, name, "(Ljava/lang/Object;ILjava/lang/Object;II)V", isInterface);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }

    private static void push(MethodVisitor method, Instead instead, Type result) {
        switch (result.getSort()) {
            case Type.VOID -> {}
            case Type.LONG -> method.visitInsn(Opcodes.LCONST_0);
            case Type.FLOAT -> method.visitInsn(Opcodes.FCONST_0);
            case Type.DOUBLE -> method.visitInsn(Opcodes.DCONST_0);
            case Type.OBJECT -> method.visitInsn(Opcodes.ACONST_NULL);
            case Type.ARRAY -> {
                if (instead == Instead.EMPTY_ARRAY) {
                    pushEmptyArray(method, Type.getType(result.getDescriptor().substring(1)));
                } else {
                    method.visitInsn(Opcodes.ACONST_NULL);
                }
            }
            default -> method.visitInsn(instead == Instead.TRUE ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        }
    }

    private static void pushEmptyArray(MethodVisitor method, Type element) {
        method.visitInsn(Opcodes.ICONST_0);
        switch (element.getSort()) {
            case Type.BOOLEAN -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BOOLEAN);
            case Type.CHAR -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_CHAR);
            case Type.BYTE -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
            case Type.SHORT -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_SHORT);
            case Type.INT -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            case Type.LONG -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
            case Type.FLOAT -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_FLOAT);
            case Type.DOUBLE -> method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
            default -> method.visitTypeInsn(Opcodes.ANEWARRAY, element.getInternalName());
        }
    }

    /** {@code return (Result) linchpin.apply(name, new Object[] {arguments});}, for arguments and results that are objects or {@code int}. */
    private void ask(MethodVisitor method, String name, String descriptor) {
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitFieldInsn(Opcodes.GETFIELD, type, HOOKS, HOOKS_DESCRIPTOR);
        method.visitLdcInsn(name);
        Type[] arguments = Type.getArgumentTypes(descriptor);
        method.visitIntInsn(Opcodes.BIPUSH, arguments.length);
        method.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int i = 0; i < arguments.length; i++) {
            method.visitInsn(Opcodes.DUP);
            method.visitIntInsn(Opcodes.BIPUSH, i);
            method.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), i + 1);
            if (arguments[i].equals(Type.INT_TYPE)) {
                method.visitMethodInsn(
                        Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
            }
            method.visitInsn(Opcodes.AASTORE);
        }
        method.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                Hooks.TYPE,
                "apply",
                "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
                true);
        Type result = Type.getReturnType(descriptor);
        if (result.equals(Type.INT_TYPE)) {
            method.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Integer");
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
        } else {
            method.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
        }
    }

    @Override
    public void visitEnd() {
        if (asks) {
            super.visitField(Opcodes.ACC_PRIVATE, HOOKS, HOOKS_DESCRIPTOR, null, null)
                    .visitEnd();
            addConstructor();
        }
        super.visitEnd();
    }

    /** One that does nothing else: what the others would set up, no method needs that is asked for here. */
    private void addConstructor() {
        MethodVisitor constructor =
                super.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(" + HOOKS_DESCRIPTOR + ")V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "()V", false);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitVarInsn(Opcodes.ALOAD, 1);
        constructor.visitFieldInsn(Opcodes.PUTFIELD, type, HOOKS, HOOKS_DESCRIPTOR);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
    }
}

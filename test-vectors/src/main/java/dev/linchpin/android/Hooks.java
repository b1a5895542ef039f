package dev.linchpin.android;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers instead of a method of the platform that {@link KnockOut} hands on: its name and its arguments in, its result out. Built of types of
 * the JDK alone, for the platform's class loader knows no other of ours.
 */
interface Hooks extends BiFunction<String, Object[], @Nullable Object> {
    /** The class and its descriptor by which rewritten classes know these. */
    String TYPE = "java/util/function/BiFunction";
}

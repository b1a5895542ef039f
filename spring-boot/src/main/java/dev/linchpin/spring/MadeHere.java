package dev.linchpin.spring;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Which factories and connectors are pinned, so that those that Spring Boot makes beans of are known again. */
final class MadeHere {
    private final Set<Object> made = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    <T> T remember(T pinned) {
        made.add(pinned);
        return pinned;
    }

    boolean includes(Object bean) {
        return made.contains(bean);
    }
}

package io.ovation.node;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a second SIGTERM or Ctrl-C end a process that is stopping. The JVM itself ignores it, and who sends one does not
 * want to wait for the end of a drain. Reflection, because {@code sun.misc.Signal} is supported (JEP 260) but cannot be
 * compiled against without a warning.
 */
final class SecondSignal {

    private static final Logger LOG = LoggerFactory.getLogger(SecondSignal.class);

    /** What shells report for a process that was killed. */
    private static final int KILLED = 137;

    private SecondSignal() {}

    /** From now on the next such signal ends the process at once. */
    static void endsTheProcess() {
        try {
            handle("TERM");
            handle("INT");
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("A second signal will be ignored", e);
        }
    }

    private static void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object end = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                    Runtime.getRuntime().halt(KILLED);
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), end);
    }
}

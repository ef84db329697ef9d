package io.ovation.joint.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One class that does not follow a rule.
 *
 * @param rule what it would have to do
 * @param module where its source is
 * @param type its full name
 * @param original the code that follows the rule
 * @param changed what is there instead
 * @param likely a seed at which it has shown, tried before all others
 */
public record Mutant(String rule, String module, String type, String original, String changed, long likely) {

    /**
     * The first seed at which a simulation fails.
     *
     * @param simulation the full name of its class, which has {@code static void run(long seed)}
     * @param seeds how many to try
     */
    public OptionalLong firstFailure(String simulation, long seeds) throws ReflectiveOperationException {
        Method run = load().loadClass(simulation).getDeclaredMethod("run", long.class);
        run.setAccessible(true);
        return LongStream.concat(LongStream.of(likely), LongStream.rangeClosed(1, seeds))
                .filter(seed -> fails(run, seed))
                .findFirst();
    }

    private static boolean fails(Method run, long seed) {
        try {
            run.invoke(null, seed);
            return false;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError broken) {
                throw broken;
            }
            return true;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ovation's classes once more, with this one changed; they share none with those that are loaded already. */
    private ClassLoader load() {
        return new Loader(compile());
    }

    private Map<String, byte[]> compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaFileManager files = new ClassesInMemory(compiler.getStandardFileManager(null, null, UTF_8), classes);
        List<String> options =
                List.of("-proc:none", "-nowarn", "--release", "17", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(null, files, null, options, null, List.of(source()))
                .call()) {
            throw new AssertionError("does not compile: " + this);
        }
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, output) -> bytes.put(name, output.toByteArray()));
        return bytes;
    }

    private JavaFileObject source() {
        String name = type.replace('.', '/') + ".java";
        String source = text(Path.of("..", module, "src", "main", "java").resolve(name));
        if (source.indexOf(original) < 0 || source.indexOf(original) != source.lastIndexOf(original)) {
            throw new AssertionError(type + " has not once: " + original);
        }
        String mutated = source.replace(original, changed);
        return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return mutated;
            }
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return rule;
    }

    private static final class ClassesInMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes;

        ClassesInMemory(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(name, none -> new ByteArrayOutputStream());
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {

        private static final String OWN = "io.ovation.";

        private final Map<String, byte[]> changed;

        Loader(Map<String, byte[]> changed) {
            super(Mutant.class.getClassLoader());
            this.changed = changed;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OWN)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] bytes = bytes(name);
                return defineClass(name, bytes, 0, bytes.length);
            }
        }

        private byte[] bytes(String name) throws ClassNotFoundException {
            byte[] bytes = changed.get(name);
            if (bytes != null) {
                return bytes;
            }
            try (InputStream original = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (original == null) {
                    throw new ClassNotFoundException(name);
                }
                return original.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

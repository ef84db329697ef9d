package io.ovation.node.environment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ovation.common.settings.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment of a process. A variable of Ovation's that is set to nothing is not set: whoever writes {@code
 * OVATION_KV=} into a file of variables wants the default.
 */
public final class Environment {

    private static final String PREFIX = "OVATION_";

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    public static Environment current() {
        return of(System.getenv());
    }

    public static Environment of(Map<String, String> variables) {
        Map<String, String> set = new TreeMap<>(variables);
        set.entrySet()
                .removeIf(entry ->
                        entry.getKey().startsWith(PREFIX) && entry.getValue().isEmpty());
        return new Environment(set);
    }

    /** For what is to be as it is built, whoever starts it. */
    public static Environment empty() {
        return of(Map.of());
    }

    public Optional<String> get(Variable variable) {
        return Optional.ofNullable(variables.get(variable.name()));
    }

    /**
     * The value of a variable, from the file that another one names if it is a secret that is given so.
     *
     * @throws IllegalArgumentException if the file cannot be read
     */
    public Optional<String> resolve(Variable variable) {
        return get(variable)
                .or(() -> variable.fileOf().flatMap(file -> get(file).map(path -> read(file, path))));
    }

    private static String read(Variable file, String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(file.form().complaint(file.name(), path), e);
        }
    }

    /** @throws IllegalArgumentException in one line that tells each variable with a value that cannot be right */
    public void check() {
        check(EnumSet.allOf(Variable.class));
    }

    /** The same for some of the variables. */
    public void check(Collection<Variable> some) {
        String complaints = some.stream()
                .flatMap(variable -> Stream.concat(complaint(variable).stream(), contradiction(variable).stream()))
                .collect(Collectors.joining("; "));
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(complaints);
        }
    }

    private Optional<String> complaint(Variable variable) {
        return get(variable)
                .filter(value -> !variable.form().fits(value))
                .map(value -> variable.form().complaint(variable.name(), value));
    }

    private Optional<String> contradiction(Variable variable) {
        return variable.fileOf()
                .filter(file -> get(variable).isPresent() && get(file).isPresent())
                .map(file -> variable.name() + " and " + file.name() + " are both set: one of them is enough");
    }

    /** @return those that are set, except for some */
    public Set<Variable> setBeside(Collection<Variable> some) {
        return Arrays.stream(Variable.values())
                .filter(variable -> get(variable).isPresent() && !some.contains(variable))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Variable.class)));
    }

    /**
     * Only what looks like one of Ovation's: files may have variables of their own, and Kubernetes adds some for a service
     * that is called ovation.
     *
     * @return a line for each variable that nothing reads and that is spelt nearly like one that is read
     */
    public List<String> misspelt() {
        Map<String, String> known = Arrays.stream(Variable.values())
                .collect(Collectors.toMap(variable -> withoutPrefix(variable.name()), Variable::name));
        return variables.keySet().stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith(PREFIX) && !known.containsValue(name))
                .flatMap(name -> Nearest.of(withoutPrefix(name), known.keySet())
                        .map(nearest -> "nothing reads " + name + "; did you mean " + known.get(nearest) + '?')
                        .stream())
                .toList();
    }

    private static String withoutPrefix(String name) {
        return name.substring(PREFIX.length());
    }

    /** The settings that variables give a value. */
    Config settings() {
        Config settings = ConfigFactory.empty();
        for (Variable variable : Variable.values()) {
            Optional<String> value = variable.key().isPresent() ? resolve(variable) : Optional.empty();
            if (value.isPresent()) {
                settings = settings.withValue(
                        variable.key().orElseThrow(), ConfigValueFactory.fromAnyRef(value.get(), variable.name()));
            }
        }
        return settings;
    }

    /** What substitutions in files may refer to. */
    Map<String, String> variables() {
        return variables;
    }
}

package io.ovation.node.environment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.ovation.common.settings.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what a process is told. */
public final class Configuration {

    private static final String OWN = "ovation";

    private Configuration() {}

    /**
     * Of two values for one setting, that of a system property wins over that of the environment, which wins over that of
     * a file, which wins over what is built in.
     *
     * @param file what is set in a file
     */
    public static Config load(Environment environment, Config file) {
        Config unresolved = ConfigFactory.defaultOverrides()
                .withFallback(environment.settings())
                .withFallback(file)
                .withFallback(ConfigFactory.defaultApplication())
                .withFallback(ConfigFactory.defaultReferenceUnresolved());
        return resolve(unresolved, environment);
    }

    /**
     * Only of Ovation's own keys, and only those that are spelt nearly like one that is built in: a dispatcher, for
     * instance, may be given settings that nothing is built in for.
     *
     * @param config of the whole system
     * @return a line for each key that nothing reads and that was probably meant to be another
     */
    public static List<String> misspelt(Config config) {
        Config builtIn = load(Environment.empty(), ConfigFactory.empty());
        return config.getConfig(OWN).entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !builtIn.hasPathOrNull(OWN + '.' + key))
                .sorted()
                .flatMap(key -> Configuration.meant(OWN + '.' + key, builtIn).stream())
                .toList();
    }

    private static Optional<String> meant(String key, Config builtIn) {
        List<String> path = ConfigUtil.splitPath(key);
        for (int known = path.size() - 1; known > 0; known--) {
            String parent = ConfigUtil.joinPath(path.subList(0, known));
            if (builtIn.hasPath(parent) && builtIn.getValue(parent).valueType() == ConfigValueType.OBJECT) {
                return Nearest.of(path.get(known), builtIn.getObject(parent).keySet())
                        .map(nearest -> "nothing reads " + key + "; did you mean " + parent + '.' + nearest + '?');
            }
        }
        return Optional.empty();
    }

    /**
     * Not against the environment itself, where a variable that is set to nothing is a value. Its variables are a part of
     * the tree meanwhile, which is the only other place where substitutions are looked up.
     */
    private static Config resolve(Config unresolved, Environment environment) {
        Map<String, String> variables = new HashMap<>(environment.variables());
        variables.keySet().removeAll(unresolved.root().keySet());
        Config resolved = unresolved
                .withFallback(ConfigValueFactory.fromMap(variables, "environment"))
                .resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false));
        for (String name : variables.keySet()) {
            resolved = resolved.withoutPath(ConfigUtil.quoteString(name));
        }
        return resolved;
    }
}

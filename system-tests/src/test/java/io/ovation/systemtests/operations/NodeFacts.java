package io.ovation.systemtests.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.ovation.common.protocol.Role;
import io.ovation.node.ShutdownTimeouts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node understands, read off the settings that it is built with. */
final class NodeFacts {

    static final Config BUILT_IN = ConfigFactory.load();

    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{\\??(OVATION_[A-Z_]+)");
    private static final String PHASES = "akka.coordinated-shutdown.phases";

    /** Every variable of the environment that a node looks at. */
    static final Set<String> VARIABLES = variables();

    private NodeFacts() {}

    /** No shutdown takes longer, whatever hangs: each phase has its time-out, and they run one after another. */
    static Duration longestShutdown() {
        Config node = ShutdownTimeouts.from(EnumSet.allOf(Role.class), BUILT_IN).withFallback(BUILT_IN);
        Duration standard = node.getDuration("akka.coordinated-shutdown.default-phase-timeout");
        return node.getObject(PHASES).keySet().stream()
                .map(phase -> node.getConfig(PHASES).getConfig(ConfigUtil.quoteString(phase)))
                .map(phase -> phase.hasPath("timeout") ? phase.getDuration("timeout") : standard)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Set<String> variables() {
        Set<String> found = new TreeSet<>();
        try {
            for (String name : new String[] {"reference.conf", "application.conf", "logback.xml"}) {
                for (URL url : Collections.list(NodeFacts.class.getClassLoader().getResources(name))) {
                    try (InputStream input = url.openStream()) {
                        Matcher matcher = ENVIRONMENT.matcher(new String(input.readAllBytes(), UTF_8));
                        while (matcher.find()) {
                            found.add(matcher.group(1));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}

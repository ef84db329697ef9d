package io.ovation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import io.ovation.loadtest.audience.Audience;
import io.ovation.loadtest.audience.AudienceSettings;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ovation demo}. */
@Command(
        name = "demo",
        description = "Runs every role in this process, on embedded stores, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--audience",
            paramLabel = "N",
            description = "A simulated audience of N members who watch, like and comment. Default: none.")
    private int audience;

    @Option(names = "--video", paramLabel = "ID", defaultValue = "42", description = "What they watch. Default: 42.")
    private String video;

    private final Config config = ConfigFactory.load(
            ConfigFactory.parseResources("demo.conf").withFallback(ConfigFactory.defaultApplication()));

    @Override
    public Integer call() {
        return Launcher.run(() -> Node.start(EnumSet.allOf(Role.class), config), this::present);
    }

    private void present(Node node) {
        String viewers = Addresses.url(node.addresses().viewer().orElseThrow());
        String publishers = Addresses.url(node.addresses().publish().orElseThrow());
        if (audience > 0) {
            AudienceSettings settings = AudienceSettings.from(
                    config, List.of(URI.create(viewers)), URI.create(publishers), video, audience);
            Audience members = Audience.start(settings);
            node.beforeStop(members::close);
        }
        System.out.printf(
                """

                Ovation is ready
                  the page    %1$s/
                  viewers     curl -N '%1$s/v1/stream?topic=video:%3$s'
                  publishers  curl -d '{"video":"%3$s"}' -H 'Content-Type: application/json' %2$s/likes
                  operators   %4$s/metrics
                Ctrl-C stops it.
                """, viewers, publishers, video, Addresses.url(node.addresses().management()));
    }
}

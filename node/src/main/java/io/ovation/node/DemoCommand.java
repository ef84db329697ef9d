package io.ovation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import io.ovation.common.settings.Require;
import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.access.ServerTrust;
import io.ovation.loadtest.access.Tokens;
import io.ovation.loadtest.audience.Audience;
import io.ovation.loadtest.audience.AudienceSettings;
import io.ovation.loadtest.audience.AudienceSettings.Liveliness;
import io.ovation.node.environment.ConfigFile;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import io.ovation.node.listening.Addresses;
import io.ovation.node.listening.OwnCertificate;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Override
    public Integer call() {
        return Launcher.run(Environment.current(), this::start, node -> present(node, video));
    }

    private CompletionStage<Node> start(Environment environment) {
        Require.between("--audience", audience, 0, AudienceSettings.MOST_MEMBERS);
        Topic.requireId("--video", video);
        Config config =
                Configuration.load(environment, file.read().withFallback(ConfigFactory.parseResources("demo.conf")));
        Configuration.misspelt(config).forEach(Launcher::warn);
        Liveliness liveliness = Liveliness.from(config);
        Tokens tokens = Tokens.from(config);
        return Node.start(EnumSet.allOf(Role.class), config).thenApply(node -> {
            if (audience > 0) {
                bringAudience(node, liveliness, tokens);
            }
            return node;
        });
    }

    private void bringAudience(Node node, Liveliness liveliness, Tokens tokens) {
        URI viewers = URI.create(node.viewerUrl().orElseThrow());
        URI publishers = URI.create(node.publishUrl().orElseThrow());
        ServerTrust trust =
                node.roles().tls().map(OwnCertificate::new).map(ServerTrust::by).orElseGet(ServerTrust::byDefault);
        Audience members = Audience.start(
                new AudienceSettings(List.of(viewers), publishers, video, audience, liveliness),
                new Access(tokens, trust));
        node.beforeStop(members::close);
    }

    static void present(Node node, String video) {
        System.out.printf(
                """

                Ovation is ready
                  the page    %1$s/
                  viewers     curl -N '%1$s/v1/stream?topic=video:%3$s'
                  publishers  curl -d '{"video":"%3$s"}' -H 'Content-Type: application/json' %2$s/likes
                  operators   %4$s/console
                  access      %5$s
                Ctrl-C stops it.
                """,
                node.viewerUrl().orElseThrow(),
                node.publishUrl().orElseThrow(),
                video,
                Addresses.url(node.addresses().management()),
                node.access().orElseThrow());
    }
}

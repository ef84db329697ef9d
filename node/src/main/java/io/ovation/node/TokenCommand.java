package io.ovation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.ovation.access.rights.MemberName;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.access.token.TokenSettings;
import io.ovation.common.settings.Require;
import io.ovation.node.environment.ConfigFile;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./ovation token}. */
@Command(
        name = "token",
        description = "Prints a token for trying out, signed with the first secret of OVATION_JWT_SECRET.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    private static final int SECRET_BYTES = 32;

    @Option(names = "--member", paramLabel = "ID", required = true, description = "Whose it is.")
    private String member;

    @Option(
            names = "--read",
            paramLabel = "PATTERN",
            split = ",",
            description = "Topics that they may watch: video:42, or video:* for all that begin so. Default: none.")
    private List<String> read = List.of();

    @Option(
            names = "--write",
            paramLabel = "PATTERN",
            split = ",",
            description = "Topics that they may publish to. Default: none.")
    private List<String> write = List.of();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "viewer, moderator (takes back what others wrote) or service (speaks for others)."
                    + " Default: viewer.")
    private String role;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3600",
            description = "How long it is good. Default: 3600.")
    private int seconds;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Override
    public Integer call() {
        return print(Environment.current());
    }

    private int print(Environment environment) {
        try {
            environment.check();
            System.out.println(token(Configuration.load(environment, file.read())));
            return 0;
        } catch (IllegalArgumentException | ConfigException e) {
            System.err.println("ovation: " + Launcher.reason(e));
            return Launcher.MISUSED;
        }
    }

    private String token(Config config) {
        Require.positive("--seconds", seconds);
        MemberName.of(member);
        Rights rights = new Rights(patterns("--read", read), patterns("--write", write), role());
        return TokenMaker.of(TokenSettings.from(config))
                .orElseThrow(TokenCommand::noSecret)
                .make(member, rights, Instant.now(), Duration.ofSeconds(seconds));
    }

    private Role role() {
        return Role.of(role)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--role must be viewer, moderator or service, not '" + role + "'"));
    }

    private static List<TopicPattern> patterns(String option, List<String> texts) {
        try {
            return texts.stream().map(TopicPattern::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException noSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new IllegalArgumentException(
                "there is no secret to sign with; this one is new, for the nodes and for this"
                        + " command: export OVATION_JWT_SECRET="
                        + HexFormat.of().formatHex(secret));
    }
}

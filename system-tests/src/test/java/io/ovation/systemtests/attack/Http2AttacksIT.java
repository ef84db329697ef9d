package io.ovation.systemtests.attack;

import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others, over HTTP/2, notice of attacks on that and on TLS. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have one loopback address, and no /proc")
class Http2AttacksIT {

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    @TempDir
    private static Path certificates;

    private static AttackedNode node;

    @BeforeAll
    static void start() throws IOException {
        node = AttackedNode.encrypted(NODES, certificates);
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
    }

    static List<Attack> attacks() {
        return Http2Attacks.ALL;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack_isRefused_andOthersHardlyNotice(Attack attack) throws IOException {
        node.withstand(attack);
    }
}

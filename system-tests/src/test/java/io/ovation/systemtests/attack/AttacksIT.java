package io.ovation.systemtests.attack;

import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others notice of attacks over HTTP/1.1, without TLS. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have one loopback address, and no /proc")
class AttacksIT {

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static AttackedNode node;

    @BeforeAll
    static void start() throws IOException {
        node = AttackedNode.plain(NODES);
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
    }

    static List<Attack> attacks() {
        return Http1Attacks.ALL;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack_isRefused_andOthersHardlyNotice(Attack attack) throws IOException {
        node.withstand(attack);
    }
}

package io.ovation.node.local.state;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks from outside how far nodes have got. */
public final class StageProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Readiness readiness = new Readiness();

    public Map<StartedNode, Stage> of(List<StartedNode> nodes) {
        Map<StartedNode, Stage> stages = new LinkedHashMap<>();
        nodes.forEach(node -> stages.put(node, byPorts(node)));
        // Management opens last, once a node is a member and its roles have started.
        List<StartedNode> serving =
                nodes.stream().filter(node -> stages.get(node) == Stage.SERVING).toList();
        readiness.of(serving).forEach((node, ready) -> {
            if (ready) {
                stages.put(node, Stage.READY);
            }
        });
        return stages;
    }

    private static Stage byPorts(StartedNode node) {
        if (listens(node, node.ports().management())) {
            return Stage.SERVING;
        }
        return listens(node, node.ports().remoting()) ? Stage.LISTENING : Stage.LAUNCHED;
    }

    private static boolean listens(StartedNode node, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(node.host(), port), Math.toIntExact(PATIENCE.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

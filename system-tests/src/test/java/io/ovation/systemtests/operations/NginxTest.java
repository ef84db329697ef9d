package io.ovation.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code config/nginx.cfg} takes for granted of nodes; ProxiesIT in {@code clients} runs it. */
class NginxTest {

    private static final String FILE = Project.text("config/nginx.cfg");

    /** Else nginx meets connections that are just being closed, and answers 502. */
    @Test
    void connections_areGivenUpBeforeNodesDo() {
        Duration frontends = NodeFacts.BUILT_IN.getDuration("ovation.frontend.edge.idle-timeout");
        Duration backends = NodeFacts.BUILT_IN.getDuration("akka.http.server.idle-timeout");

        assertThat(seconds("(?s)upstream frontends [^}]*keepalive_timeout (\\d+)s"))
                .isLessThan(frontends);
        assertThat(seconds("(?s)upstream likes-backends [^}]*keepalive_timeout (\\d+)s"))
                .isLessThan(backends);
        // For as long as most proxies keep them that nobody has told anything else.
        assertThat(frontends).isGreaterThan(Duration.ofSeconds(60));
    }

    @Test
    void timeouts_outlastTheSilenceOfAStream() {
        Duration heartbeat = NodeFacts.BUILT_IN.getDuration("ovation.frontend.stream.heartbeat");

        assertThat(seconds("proxy_read_timeout (\\d+)s")).isGreaterThan(heartbeat.multipliedBy(2));
        assertThat(seconds("send_timeout (\\d+)s")).isGreaterThan(heartbeat.multipliedBy(2));
    }

    @Test
    void servers_areWhereNodesListen() {
        String viewers = NodeFacts.BUILT_IN.getString("ovation.frontend.edge.port");
        String publishers = NodeFacts.BUILT_IN.getString("ovation.likes.port");

        assertThat(all("server (\\S+:\\d+)"))
                .containsExactly(
                        "frontend-1:" + viewers,
                        "frontend-2:" + viewers,
                        "likes-backend-1:" + publishers,
                        "likes-backend-2:" + publishers);
        assertThat(all("listen (\\d+)")).containsExactly(viewers, publishers);
    }

    private static Duration seconds(String pattern) {
        return Duration.ofSeconds(Long.parseLong(all(pattern).get(0)));
    }

    private static List<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(FILE)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}

package io.ovation.edge.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {

    private final HostPolicy policy = new HostPolicy(Set.of("node-1", "live.example.com"), Set.of("/ready"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8080",
                "127.0.0.1",
                "10.0.0.5:8080",
                "[::1]",
                "[fd00::2]:8080",
                "localhost",
                "LOCALHOST:8080",
                "localhost.",
                "demo.localhost:80",
                "node-1",
                "Node-1:8080",
                "live.example.com",
                "live.example.com.:8080"
            })
    void hostsThatLeadNowhereElse_andThoseThatAreNamed_areAllowed(String host) {
        assertThat(policy.allows("/", headers(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example",
                "rebound.example:8080",
                "127.0.0.1.rebound.example",
                "10.0.0",
                "1.2.3.4.5",
                "localhost.rebound.example",
                "notlocalhost",
                "example.com",
                "a.live.example.com",
                "node-1.rebound.example",
                "%6cocalhost",
                "."
            })
    void otherNames_areNot(String host) {
        assertThat(policy.allows("/", headers(host))).isFalse();
        assertThat(policy.allows("/metrics?/ready", headers(host))).isFalse();
        assertThat(policy.allows("/ready/", headers(host))).isFalse();
        assertThat(policy.allows("//ready", headers(host))).isFalse();
    }

    @Test
    void openPaths_areAnsweredForWhateverHost() {
        assertThat(policy.allows("/ready", headers("rebound.example"))).isTrue();
        assertThat(policy.allows("/ready?a", headers("rebound.example"))).isTrue();
    }

    @Test
    void absoluteForm_andRequestsWithoutHost_areNoBrowsers() {
        assertThat(policy.allows("http://any/metrics", headers("any"))).isTrue();
        assertThat(policy.allows("*", headers("any"))).isTrue();
        assertThat(policy.allows("/metrics", new DefaultHttpHeaders())).isTrue();
    }

    private static HttpHeaders headers(String host) {
        return new DefaultHttpHeaders().set(HttpHeaderNames.HOST, host);
    }
}

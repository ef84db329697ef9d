package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Role;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint, where access is closed, and everybody who may ask. */
class EndpointRightsIT {

    private enum Port {
        VIEWERS,
        PUBLISHERS;

        String url() {
            return switch (this) {
                case VIEWERS -> node.viewers();
                case PUBLISHERS -> node.publishers();
            };
        }
    }

    /** As docs/protocol.md calls them; with what is asked for, and what somebody is told who has no right to it. */
    private enum Endpoint {
        STREAM(Port.VIEWERS, "GET", "/v1/stream", "?topic=video:1", "", 403),
        POLL(Port.VIEWERS, "GET", "/v1/poll", "?topic=video:1", "", 403),
        TOPICS(Port.VIEWERS, "POST", "/v1/stream/{connection}/topics", "", "{'subscribe':['video:1']}", 403),
        /** That of somebody else: whether there is such a stream is not told. */
        TOKEN(Port.VIEWERS, "POST", "/v1/stream/{connection}/token", "", "", 404),
        /** For everybody who has a token, since it gives what the token gives. */
        TICKETS(Port.VIEWERS, "POST", "/v1/tickets", "", "", 201),
        /** The same: a viewer may have received whatever it may read. */
        RECEIPTS(Port.VIEWERS, "POST", "/v1/receipts", "", "{'receipts':[]}", 200),
        LIKES(Port.PUBLISHERS, "POST", "/likes", "", "{'video':'1'}", 403),
        COMMENTS(Port.PUBLISHERS, "POST", "/comments", "", "{'video':'1','member':'ann','text':'hi'}", 403),
        RETRACTION(Port.PUBLISHERS, "DELETE", "/comments/{id}", "", "", 403),
        TYPING(Port.PUBLISHERS, "POST", "/typing", "", "{'video':'1','member':'ann'}", 403),
        HEARTBEAT(Port.PUBLISHERS, "POST", "/presence", "", "{'member':'ann'}", 403),
        PRESENCE(Port.PUBLISHERS, "GET", "/presence", "?member=ann", "", 403),
        REVOCATIONS(Port.PUBLISHERS, "POST", "/v1/revocations", "", "{'member':'nobody','seconds':0}", 403),
        VIDEO(Port.PUBLISHERS, "GET", "/videos/{video}", "", "", 403);

        private final Port port;
        private final String method;
        private final String path;
        private final String query;
        private final String body;
        private final int withoutTheRight;

        Endpoint(Port port, String method, String path, String query, String body, int withoutTheRight) {
            this.port = port;
            this.method = method;
            this.path = path;
            this.query = query;
            this.body = body.replace('\'', '"');
            this.withoutTheRight = withoutTheRight;
        }

        @Override
        public String toString() {
            return method + ' ' + path;
        }

        /** The same member for all, who may do all but what is for services alone. */
        Role roleWithTheRight() {
            return this == REVOCATIONS ? Role.SERVICE : Role.VIEWER;
        }

        String url() {
            return port.url()
                    + path.replace("{connection}", node.connection())
                            .replace("{id}", node.comment())
                            .replace("{video}", "1")
                    + query;
        }

        /** The same about the video that is for everybody. */
        String publicUrl() {
            return url().replace("video:1", "video:public").replace("/videos/1", "/videos/public");
        }
    }

    /** Who asks. */
    private enum Standing {
        WITH_THE_RIGHT,
        WITHOUT_THE_RIGHT,
        EXPIRED,
        MEMBER_REVOKED,
        TOKEN_REVOKED,
        FORGED,
        WITHOUT_A_TOKEN;

        Optional<String> token(Role role) {
            return switch (this) {
                case WITH_THE_RIGHT -> Optional.of(ClosedNode.token("ann", "video:1", role));
                case WITHOUT_THE_RIGHT -> Optional.of(ClosedNode.token("eve", "video:2", Role.VIEWER));
                case EXPIRED -> Optional.of(ClosedNode.expired("ann", "video:1", role));
                case MEMBER_REVOKED -> Optional.of(node.ofRevokedMember());
                case TOKEN_REVOKED -> Optional.of(node.revokedToken());
                case FORGED -> Optional.of(ClosedNode.forged("ann", "video:1", role));
                case WITHOUT_A_TOKEN -> Optional.empty();
            };
        }

        void assertAnswered(Endpoint endpoint, int status) {
            switch (this) {
                case WITH_THE_RIGHT -> assertThat(status).isBetween(200, 202);
                case WITHOUT_THE_RIGHT -> assertThat(status).isEqualTo(endpoint.withoutTheRight);
                case EXPIRED, MEMBER_REVOKED, TOKEN_REVOKED, FORGED, WITHOUT_A_TOKEN ->
                    assertThat(status).isEqualTo(401);
            }
        }
    }

    private static ClosedNode node;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node = ClosedNode.start(data);
    }

    @AfterAll
    static void stop() throws Exception {
        if (node != null) {
            node.stop();
        }
    }

    static Stream<Arguments> everybodyEverywhere() {
        return Arrays.stream(Endpoint.values())
                .flatMap(
                        endpoint -> Arrays.stream(Standing.values()).map(standing -> Arguments.of(endpoint, standing)));
    }

    @ParameterizedTest
    @MethodSource("everybodyEverywhere")
    void endpoint_isForThoseWhoHaveTheRight(Endpoint endpoint, Standing standing) throws Exception {
        Optional<String> token = standing.token(endpoint.roleWithTheRight());
        HttpResponse<InputStream> answer = ClosedNode.ask(endpoint.method, endpoint.url(), endpoint.body, token);
        try (InputStream body = answer.body()) {
            standing.assertAnswered(endpoint, answer.statusCode());
            if (answer.statusCode() == 401) {
                assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"ovation\"");
                assertThat(new String(body.readAllBytes(), UTF_8))
                        .as("one text for all causes")
                        .isEqualTo(refusal());
            }
        }
        if (endpoint.method.equals("GET")) {
            standing.assertAnswered(endpoint, status("HEAD", endpoint.url(), "", token));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverHasNoToken_readsWhatIsForEverybody_andDoesNothingElse(Endpoint endpoint) throws Exception {
        boolean reads = Set.of(Endpoint.STREAM, Endpoint.POLL, Endpoint.VIDEO).contains(endpoint);
        String body = endpoint.body.replace("\"1\"", "\"public\"");

        assertThat(status(endpoint.method, endpoint.publicUrl(), body, Optional.empty()))
                .isEqualTo(reads ? 200 : 401);
    }

    /** Without this, one could be forgotten above. */
    @Test
    void endpointsAboveAreAllThatThereAre_inTheDocumentationAndInTheCode() throws Exception {
        Set<String> known =
                Arrays.stream(Endpoint.values()).map(Endpoint::toString).collect(Collectors.toCollection(TreeSet::new));
        Set<String> paths = Arrays.stream(Endpoint.values())
                .map(endpoint -> EndpointCatalogue.withoutNames(endpoint.path))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(EndpointCatalogue.withDocumentedRights()).isEqualTo(known);
        assertThat(known).containsAll(EndpointCatalogue.documented());
        assertThat(EndpointCatalogue.pathsInCode()).isEqualTo(paths);
    }

    @ParameterizedTest
    @EnumSource
    void methodsAboveAreAllThatAPathHas(Endpoint endpoint) throws Exception {
        Set<String> methods = Arrays.stream(Endpoint.values())
                .filter(other -> other.path.equals(endpoint.path))
                .flatMap(other -> other.method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(other.method))
                .collect(Collectors.toCollection(TreeSet::new));
        methods.add("OPTIONS");

        HttpResponse<InputStream> answer = ClosedNode.ask("OPTIONS", endpoint.url(), "", Optional.empty());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", ?"))
                .containsExactlyInAnyOrderElementsOf(methods);
    }

    @ParameterizedTest
    @EnumSource
    void pages_areForEverybody(Standing standing) throws Exception {
        for (String page : List.of("/", "/client.js", "/demo.json")) {
            assertThat(status("GET", node.viewers() + page, "", standing.token(Role.VIEWER)))
                    .as(page)
                    .isEqualTo(200);
        }
    }

    /** Whatever it is asked for, so that one which is added is closed, too; a service of the site is no operator. */
    @ParameterizedTest
    @EnumSource
    void management_isForOperators(Standing standing) throws Exception {
        Optional<String> token = standing.token(Role.SERVICE);
        for (String path : List.of(
                "/metrics",
                "/cluster/members",
                "/insight/cluster",
                "/insight/sampling",
                "/bootstrap/seed-nodes",
                "/",
                "/nothing")) {
            assertThat(status("GET", node.management() + path, "", token))
                    .as(path)
                    .isEqualTo(401);
        }
        for (String path : List.of("/ready", "/alive", "/console", "/console/console.js")) {
            assertThat(status("GET", node.management() + path, "", token))
                    .as(path)
                    .isEqualTo(200);
        }
        for (String path : List.of("/metrics", "/cluster/members", "/insight/cluster")) {
            assertThat(status("GET", node.management() + path, "", Optional.of(ClosedNode.MANAGEMENT_TOKEN)))
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private static String refusal() throws Exception {
        HttpResponse<InputStream> answer = ClosedNode.ask("GET", Endpoint.VIDEO.url(), "", Optional.empty());
        return new String(answer.body().readAllBytes(), UTF_8);
    }

    private static int status(String method, String url, String body, Optional<String> token) throws Exception {
        HttpResponse<InputStream> answer = ClosedNode.ask(method, url, body, token);
        answer.body().close();
        return answer.statusCode();
    }
}

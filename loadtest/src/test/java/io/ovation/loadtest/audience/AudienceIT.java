package io.ovation.loadtest.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.loadtest.CommandLineRun;
import io.ovation.loadtest.TinyServer;
import io.ovation.loadtest.TinyServer.Mischief;
import io.ovation.loadtest.TinyServer.Posted;
import io.ovation.loadtest.access.Access;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AudienceIT {

    private static final int MEMBERS = 20;

    private static final String LIVELY = """
            ovation.audience {
              comment-every = 1s, comments-apart = 20ms, like-every = 1s, moment-every = 300ms
              join-within = 100ms, reconnect-after = 20ms
            }
            """;

    @Test
    void audience_watchesLikesTypesAndComments() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE);
                Audience audience = Audience.start(Settings.with(server.url(), MEMBERS, LIVELY), Access.open())) {
            await(() -> assertThat(audience.watching()).isEqualTo(MEMBERS));
            assertThat(server.streamQueries())
                    .hasSize(MEMBERS)
                    .doesNotHaveDuplicates()
                    .contains("topic=video:42&member=" + Members.name(0));

            await(() -> assertThat(server.posted("/comments")).isNotEmpty());
            await(() -> assertThat(server.posted("/likes")).hasSizeGreaterThan(10));
            Posted comment = server.posted("/comments").get(0);
            assertThat(comment.body().get("video").textValue()).isEqualTo("42");
            assertThat(server.posted("/typing"))
                    .as("typed before it was said")
                    .extracting(typing -> member(typing.body()))
                    .contains(member(comment.body()));
        }
    }

    @Test
    void audience_comesBackWhenItsStreamsEnd() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE);
                Audience audience = Audience.start(Settings.with(server.url(), MEMBERS, LIVELY), Access.open())) {
            await(() -> assertThat(audience.watching()).isEqualTo(MEMBERS));

            server.endStreams();

            await(() -> assertThat(server.streamQueries()).hasSizeGreaterThanOrEqualTo(2 * MEMBERS));
            await(() -> assertThat(audience.watching()).isEqualTo(MEMBERS));
        }
    }

    @Test
    void audience_leavesWhenClosed() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE)) {
            Audience audience = Audience.start(Settings.with(server.url(), MEMBERS, LIVELY), Access.open());
            await(() -> assertThat(audience.watching()).isEqualTo(MEMBERS));

            audience.close();

            assertThat(audience.watching()).isZero();
            int streams = server.streamQueries().size();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            assertThat(server.streamQueries()).hasSize(streams);
        }
    }

    @Test
    void audienceCommand_endsAfterItsTime() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE)) {
            String url = server.url().toString();

            CommandLineRun run = CommandLineRun.of(
                    "audience", "--members", "3", "--duration", "1s", "--viewer-url", url, "--publish-url", url);

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains(" of 3 members are watching");
        }
    }

    private static String member(JsonNode body) {
        return body.get("member").textValue();
    }

    private static void await(Runnable assertion) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }
}

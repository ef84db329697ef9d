package io.ovation.frontend.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GreetingTest {

    private static final String ID = "n1.0.AAAAAAAAAAAAAAAAAAAAAA";
    private static final Pattern HELLO = Pattern.compile(
            "retry: (\\d+)\nevent: open\ndata: \\{\"connection\":\"n1\\.0\\.A{22}\",\"node\":\"n1\",\"heartbeatSeconds\":15,\"resumed\":false}\n\n");
    private static final Pattern BYE =
            Pattern.compile("event: bye\ndata: \\{\"reason\":\"shutdown\",\"reconnectAfterMs\":(\\d+)}\n\n");

    private final Greeting greeting = new Greeting("n1", Duration.ofSeconds(15), Duration.ofSeconds(1));

    @Test
    void hello_opensTheStreamWithAJitteredRetry() {
        Set<Long> retries = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            retries.add(number(HELLO, Frames.text(greeting.hello(ID, false, false))));
        }

        assertThat(retries)
                .hasSizeGreaterThan(10)
                .allSatisfy(retry -> assertThat(retry).isBetween(1_000L, 2_000L));
    }

    @Test
    void hello_asksForReceipts() {
        assertThat(Frames.text(greeting.hello(ID, false, true))).endsWith("\"resumed\":false,\"receipts\":true}\n\n");
    }

    @Test
    void bye_spreadsTheReturn() {
        Set<Long> waits = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            waits.add(number(BYE, Frames.text(greeting.bye("shutdown", Duration.ofSeconds(10)))));
        }

        assertThat(waits)
                .hasSizeGreaterThan(10)
                .allSatisfy(wait -> assertThat(wait).isBetween(0L, 10_000L));
    }

    @Test
    void bye_isAnEventOfTheStream() {
        assertThat(greeting.bye("shutdown", Duration.ofSeconds(10)).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.name()).isEqualTo(EventName.BYE);
                    assertThat(event.topic()).isNull();
                });
        assertThat(greeting.hello(ID, true, false).events())
                .extracting(StreamEvent::name)
                .containsExactly(EventName.OPEN);
        assertThat(Greeting.HEARTBEAT.events()).isEmpty();
    }

    private static long number(Pattern expected, String text) {
        Matcher matcher = expected.matcher(text);
        assertThat(matcher.matches()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}

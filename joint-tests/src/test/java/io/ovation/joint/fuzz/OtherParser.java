package io.ovation.joint.fuzz;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamClosedByServerException;
import com.launchdarkly.eventsource.StreamEvent;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.logging.LDLogger;
import io.ovation.common.sse.SseEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How LaunchDarkly's okhttp-eventsource reads a stream. */
final class OtherParser {

    private OtherParser() {}

    static List<SseEvent> parse(byte[] stream) {
        List<SseEvent> events = new ArrayList<>();
        EventSource.Builder builder = new EventSource.Builder(new Bytes(new ByteArrayInputStream(stream)))
                .errorStrategy(ErrorStrategy.alwaysThrow());
        try (EventSource source = builder.build()) {
            source.start();
            while (true) {
                StreamEvent event = source.readAnyEvent();
                if (event instanceof MessageEvent message) {
                    events.add(new SseEvent(
                            Optional.ofNullable(message.getLastEventId()).orElse(""),
                            message.getEventName(),
                            message.getData()));
                }
            }
        } catch (StreamClosedByServerException end) {
            return events;
        } catch (StreamException e) {
            throw new AssertionError(e);
        }
    }

    /** In the place of a connection. */
    private static final class Bytes extends ConnectStrategy {

        private final InputStream stream;

        Bytes(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public Client createClient(LDLogger logger) {
            return new Client() {
                @Override
                public Result connect(String lastEventId) {
                    return new Result(stream, getOrigin(), stream);
                }

                @Override
                public boolean awaitClosed(long timeoutMillis) {
                    return true;
                }

                @Override
                public URI getOrigin() {
                    return URI.create("http://test");
                }

                @Override
                public void close() {}
            };
        }
    }
}

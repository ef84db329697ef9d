package io.ovation.systemtests.clients;

import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.FaultEvent;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.RetryDelayStrategy;
import com.launchdarkly.eventsource.StartedEvent;
import com.launchdarkly.eventsource.StreamClosedByServerException;
import com.launchdarkly.eventsource.StreamEvent;
import com.launchdarkly.eventsource.StreamHttpErrorException;
import io.ovation.common.sse.SseEvent;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** LaunchDarkly's okhttp-eventsource, which comes back by itself. */
final class OkHttpEventSource implements StreamClient {

    @Override
    public Watch watch(URI stream, Optional<String> lastEventId) {
        EventSource source = new EventSource.Builder(stream)
                .errorStrategy(ErrorStrategy.alwaysContinue())
                .lastEventId(lastEventId.orElse(null))
                .retryDelayStrategy(RetryDelayStrategy.defaultStrategy().maxDelay(2, TimeUnit.SECONDS))
                .build();
        return Watch.of(watch -> {
            Thread reader = new Thread(() -> source.anyEvents().forEach(event -> onEvent(watch, event)), "okhttp");
            reader.setDaemon(true);
            reader.start();
            return source::close;
        });
    }

    private static void onEvent(Watch watch, StreamEvent event) {
        if (event instanceof MessageEvent message) {
            String id = Objects.requireNonNullElse(message.getLastEventId(), "");
            watch.onEvent(new SseEvent(id, message.getEventName(), message.getData()));
        } else if (event instanceof StartedEvent) {
            watch.onStatus(200);
        } else if (event instanceof FaultEvent fault) {
            onFault(watch, fault.getCause());
        }
    }

    private static void onFault(Watch watch, Exception fault) {
        if (fault instanceof StreamHttpErrorException refusal) {
            watch.onStatus(refusal.getCode());
        } else if (fault instanceof StreamClosedByServerException) {
            watch.onEnd();
        } else {
            watch.onComplaint(fault.toString());
        }
    }
}

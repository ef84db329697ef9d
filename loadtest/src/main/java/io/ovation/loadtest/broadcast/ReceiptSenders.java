package io.ovation.loadtest.broadcast;

import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.report.Latencies;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Those of all frontends; none if no viewers send receipts. */
final class ReceiptSenders implements AutoCloseable {

    private final BroadcastSettings settings;
    private final Map<URI, ReceiptSender> senders = new LinkedHashMap<>();

    ReceiptSenders(BroadcastSettings settings, Access access) {
        this.settings = settings;
        if (settings.receipts() > 0) {
            settings.viewerUrls()
                    .forEach(url -> senders.computeIfAbsent(url, frontend -> new ReceiptSender(frontend, access)));
        }
    }

    /** Null if the viewer sends none. */
    @Nullable
    ReceiptSender of(int viewer) {
        return settings.sendsReceipts(viewer) ? senders.get(settings.viewerUrl(viewer)) : null;
    }

    /** To be asked at the end. Null if no viewers send receipts. */
    @Nullable
    ReceiptReport report(Latencies latency, Latencies tracedLatency) {
        return senders.isEmpty()
                ? null
                : new ReceiptReport(
                        settings.receipts(),
                        senders.values().stream().mapToLong(ReceiptSender::sent).sum(),
                        senders.values().stream()
                                .mapToLong(ReceiptSender::notSent)
                                .sum(),
                        latency,
                        tracedLatency);
    }

    /** Sends what waits. */
    @Override
    public void close() {
        senders.values().forEach(ReceiptSender::close);
    }
}

package io.ovation.insights;

import io.ovation.common.http.Json;
import io.ovation.common.sse.SseFrame;
import io.ovation.insights.cluster.ClusterView;
import org.jspecify.annotations.Nullable;

/** What the cluster is like, as it is sent: encoded for the first who asks. */
public final class EncodedView {

    private static final String EVENT = "cluster";

    private final ClusterView view;
    private volatile byte @Nullable [] json;

    EncodedView(ClusterView view) {
        this.view = view;
    }

    /** Of two who ask at once both may encode it. */
    public byte[] json() {
        byte[] encoded = json;
        if (encoded == null) {
            encoded = Json.write(view);
            json = encoded;
        }
        return encoded;
    }

    /** As an event of a stream. */
    public byte[] event() {
        return SseFrame.event(EVENT, json());
    }
}

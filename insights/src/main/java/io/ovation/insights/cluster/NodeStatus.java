package io.ovation.insights.cluster;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a node is doing, as another one sees it. */
public enum NodeStatus {
    JOINING,
    UP,
    LEAVING,
    DOWN,

    /** It does not answer the heartbeats of the cluster. */
    UNREACHABLE,

    /** It is up, and no report of it has come for a while. */
    SILENT;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

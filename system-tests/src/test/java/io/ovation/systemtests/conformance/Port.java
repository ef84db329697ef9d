package io.ovation.systemtests.conformance;

import io.ovation.systemtests.harness.NodeProcess;
import java.net.URI;

/** A port of a node, with something that can be read there. */
enum Port {
    VIEWERS("/demo.json") {
        @Override
        URI of(NodeProcess node) {
            return node.viewers();
        }
    },

    PUBLISHERS("/videos/42") {
        @Override
        URI of(NodeProcess node) {
            return node.publishers();
        }
    },

    MANAGEMENT("/ready") {
        @Override
        URI of(NodeProcess node) {
            return node.management();
        }
    };

    private final String path;

    Port(String path) {
        this.path = path;
    }

    abstract URI of(NodeProcess node);

    /** What GET answers with 200. */
    String path() {
        return path;
    }
}

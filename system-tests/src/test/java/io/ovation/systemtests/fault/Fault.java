package io.ovation.systemtests.fault;

import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.NodeProcess;

/** What can befall a node, and how it ends. */
enum Fault {
    /** {@code kill -9}, then a start. */
    KILL {
        @Override
        void begin(NodeProcess node) {
            node.kill();
        }

        @Override
        void end(NodeProcess node) {
            node.start();
        }
    },
    /** SIGSTOP, then SIGCONT. */
    PAUSE {
        @Override
        void begin(NodeProcess node) {
            node.pause();
        }

        @Override
        void end(NodeProcess node) {
            node.resume();
        }
    },
    /** SIGTERM, then a start: by {@link ClusterUnderTest#heal} if it takes longer to end, so that no other step waits. */
    RESTART {
        @Override
        void begin(NodeProcess node) {
            node.askToTerminate();
        }

        @Override
        void end(NodeProcess node) {
            if (!node.isAlive()) {
                node.start();
            }
        }
    };

    abstract void begin(NodeProcess node);

    abstract void end(NodeProcess node);
}

package io.ovation.systemtests.fault;

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
    /** SIGTERM, then a start once it has ended by itself. */
    RESTART {
        @Override
        void begin(NodeProcess node) {
            node.askToTerminate();
        }

        @Override
        void end(NodeProcess node) {
            node.awaitExit();
            node.start();
        }
    };

    abstract void begin(NodeProcess node);

    abstract void end(NodeProcess node);
}

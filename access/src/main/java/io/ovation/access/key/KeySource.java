package io.ovation.access.key;

import java.util.concurrent.CompletionStage;

/** Where an issuer's keys are. */
interface KeySource {

    /** The largest answer that is read. */
    int MOST_BYTES = 256 * 1024;

    CompletionStage<byte[]> read();
}

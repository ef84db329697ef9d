package io.ovation.access.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keys in a file. */
record KeyFile(Path path) implements KeySource {

    @Override
    public CompletionStage<byte[]> read() {
        try {
            return CompletableFuture.completedStage(bytes());
        } catch (IOException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Blocks. */
    byte[] bytes() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(path + " has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }
}

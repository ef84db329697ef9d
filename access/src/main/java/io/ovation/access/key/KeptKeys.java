package io.ovation.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last keys that an issuer has served, in a file, for a node that starts while the issuer cannot be reached. The file
 * has public keys alone; but whoever can write to it can make tokens.
 *
 * @param longest how long after they were served they are good for that; zero to keep none
 */
public record KeptKeys(Path file, Duration longest, InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(KeptKeys.class);

    /** Two nodes whose clocks differ may share a directory, one after the other. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final String SOURCE = "source";
    private static final String READ_AT = "readAtMillis";

    public KeptKeys {
        if (longest.isNegative()) {
            throw new IllegalArgumentException(
                    "ovation.access.jwt.keys.longest-kept must not be negative, as " + longest + " is");
        }
    }

    /** @param source who serves them */
    void keep(String source, KeySet keys) throws IOException {
        if (longest.isZero()) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path whole = Files.createTempFile(directory, file.getFileName().toString(), ".new");
        try {
            write(whole, text(source, keys));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** With a file that is moved before its contents are on the disk, a machine that fails may leave an empty one. */
    private static void write(Path path, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private String text(String source, KeySet keys) {
        return "{\"" + SOURCE + "\":" + new String(Json.write(source), StandardCharsets.UTF_8) + ",\"" + READ_AT + "\":"
                + clock.millis() + ",\"keys\":" + keys.publicKeys() + "}";
    }

    /** @return nothing if there are none, or they are too old, or another issuer's */
    Optional<KeySet> read(String source) {
        if (longest.isZero()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = new KeyFile(file).bytes();
            JsonNode kept = Json.read(bytes);
            return isGood(kept, source) ? Optional.of(KeySet.parse(bytes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | ProblemException | IllegalArgumentException e) {
            LOG.warn("the keys in {} cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isGood(JsonNode kept, String source) {
        Instant now = clock.instant();
        Instant readAt = Instant.ofEpochMilli(kept.path(READ_AT).asLong());
        return kept.path(SOURCE).asText().equals(source)
                && !readAt.isBefore(now.minus(longest))
                && !readAt.isAfter(now.plus(CLOCKS_DIFFER));
    }
}

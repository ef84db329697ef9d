package io.ovation.dispatcher.kv.redis;

import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * What Redis runs as one step. Sent in full each time: a few hundred bytes are a small price for not having to notice
 * that a server that was restarted has forgotten them.
 */
record RedisScript(String text, ScriptOutputType reply) {

    /** @param resource beside this class */
    static RedisScript read(String resource, ScriptOutputType reply) {
        try (InputStream stream = RedisScript.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            String whole = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new RedisScript(
                    whole.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n")), reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ovation.dispatcher.subscription;

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
enum RedisScript {
    LOAD("load.lua", ScriptOutputType.MULTI),
    ADD("add.lua", ScriptOutputType.INTEGER),
    REMOVE("remove.lua", ScriptOutputType.INTEGER);

    private final String text;
    private final ScriptOutputType reply;

    RedisScript(String resource, ScriptOutputType reply) {
        this.text = read(resource);
        this.reply = reply;
    }

    String text() {
        return text;
    }

    ScriptOutputType reply() {
        return reply;
    }

    private static String read(String resource) {
        try (InputStream stream = RedisScript.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            String whole = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return whole.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Takes a chunked body apart, and fails at whatever RFC 9112, section 7.1, does not allow a server like ours. */
public final class Chunks {

    private static final String LINE_END = "\r\n";

    private final List<String> contents = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    private int left = -1;
    private boolean over;

    /** What is in a body that has come to its end. */
    public static String whole(String body) {
        Chunks chunks = new Chunks();
        String content = new String(chunks.contentOf(body.getBytes(ISO_8859_1)), ISO_8859_1);
        require(chunks.areOver(), body);
        return content;
    }

    /** What is in the chunks of what was read. */
    byte[] contentOf(byte[] read) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte b : read) {
            if (left > 0) {
                content.write(b);
                chunk.write(b);
                left--;
            } else {
                onFraming((char) (b & 0xff));
            }
        }
        return content.toByteArray();
    }

    private void onFraming(char c) {
        line.append(c);
        if (c != '\n') {
            return;
        }
        String text = line.toString();
        line.setLength(0);
        if (left == 0) {
            require(text.equals(LINE_END), text);
            contents.add(chunk.toString(UTF_8));
            chunk.reset();
            left = -1;
        } else if (over) {
            require(text.equals(LINE_END), text);
        } else {
            require(text.matches("[0-9a-f]+\r\n"), text);
            left = Integer.parseInt(text.strip(), 16);
            over = left == 0;
            left = over ? -1 : left;
        }
    }

    private static void require(boolean isRight, String text) {
        if (!isRight) {
            throw new AssertionError("not the framing of a chunk: '" + text + "'");
        }
    }

    List<String> contents() {
        return contents;
    }

    boolean areOver() {
        return over;
    }
}

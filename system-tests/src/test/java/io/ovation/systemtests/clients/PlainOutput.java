package io.ovation.systemtests.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.sse.SseParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a whole answer, its head included, for clients that hand over what comes as it is. */
final class PlainOutput {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/(?:1\\.[01]|2) (\\d{3}) .*");

    private final Watch watch;
    private final SseParser parser;

    PlainOutput(Watch watch) {
        this.watch = watch;
        this.parser = new SseParser(watch::onEvent);
    }

    void onLine(String line) {
        Matcher statusLine = STATUS_LINE.matcher(line);
        if (statusLine.matches()) {
            watch.onStatus(Integer.parseInt(statusLine.group(1)));
        }
        // To a parser of events, fields of the head are fields that it does not know.
        byte[] bytes = (line + '\n').getBytes(UTF_8);
        parser.feed(bytes, 0, bytes.length);
    }
}

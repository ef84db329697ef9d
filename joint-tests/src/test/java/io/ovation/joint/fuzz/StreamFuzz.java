package io.ovation.joint.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import java.util.ArrayList;
import java.util.List;

/** Streams of anybody, in pieces of any size. */
public final class StreamFuzz {

    private StreamFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int piece = data.consumeInt(1, 9);
        byte[] stream = data.consumeRemainingAsBytes();
        List<SseEvent> whole = parse(stream, Math.max(1, stream.length));
        Refusals.require(whole.equals(parse(stream, piece)), "another stream in pieces of " + piece);
        Refusals.require(whole.stream().noneMatch(event -> event.id().indexOf('\0') >= 0), whole);
    }

    private static List<SseEvent> parse(byte[] stream, int piece) {
        List<SseEvent> events = new ArrayList<>();
        SseParser parser = new SseParser(events::add);
        for (int from = 0; from < stream.length; from += piece) {
            parser.feed(stream, from, Math.min(piece, stream.length - from));
        }
        return events;
    }
}

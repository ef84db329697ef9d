package io.ovation.frontend.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.ovation.common.http.Json;
import io.ovation.common.log.Comment;
import io.ovation.common.log.EventId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that is about to be encoded: what is needed to know how long it will be.
 *
 * @param comment the id of the comment that it is; null if it is none
 * @param listed the comments in its data, if it is a snapshot, by where they lie there
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">WHATWG HTML, Server-sent events</a>
 */
@SuppressWarnings("ArrayRecordComponent")
record EventDraft(
        EventName name,
        @Nullable EventId id,
        String idText,
        @Nullable String comment,
        List<EventPart.Listed> listed,
        byte[] json) {

    private static final byte[] ID = "id: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);
    private static final byte[] LIST = ",\"comments\":[".getBytes(US_ASCII);
    private static final byte[] LIST_END = "]}".getBytes(US_ASCII);
    private static final Map<EventName, byte[]> HEADS = heads();

    /** An event from which no stream is resumed. */
    static EventDraft of(EventName name, Object data) {
        return of(name, null, null, data);
    }

    static EventDraft of(EventName name, @Nullable EventId id, @Nullable String comment, Object data) {
        return new EventDraft(name, id, id == null ? "" : id.toString(), comment, List.of(), Json.write(data));
    }

    static EventDraft snapshot(EventId id, EventData.SnapshotHead head, List<Comment> comments) {
        byte[] beginning = Json.write(head);
        ByteArrayOutputStream json = new ByteArrayOutputStream(256 + 256 * comments.size());
        json.write(beginning, 0, beginning.length - 1);
        json.writeBytes(LIST);
        List<EventPart.Listed> listed = new ArrayList<>(comments.size());
        for (Comment comment : comments) {
            if (!listed.isEmpty()) {
                json.write(',');
            }
            int from = json.size();
            json.writeBytes(Json.write(EventData.CommentData.of(null, comment, null)));
            listed.add(new EventPart.Listed(comment.id(), from, json.size()));
        }
        json.writeBytes(LIST_END);
        return new EventDraft(EventName.SNAPSHOT, id, id.toString(), null, listed, json.toByteArray());
    }

    int length() {
        return (id == null ? 0 : ID.length + idText.length() + 1) + HEADS.get(name).length + json.length + END.length;
    }

    /** Writes it behind what is in {@code bytes} already. */
    EventPart write(ByteBuffer bytes, ByteBuf source) {
        int from = bytes.position();
        if (id != null) {
            bytes.put(ID);
            for (int i = 0; i < idText.length(); i++) {
                bytes.put((byte) idText.charAt(i));
            }
            bytes.put((byte) '\n');
        }
        bytes.put(HEADS.get(name));
        int dataFrom = bytes.position();
        bytes.put(json).put(END);
        return new EventPart(name, id, comment, listedFrom(dataFrom), source, from, dataFrom, bytes.position());
    }

    private List<EventPart.Listed> listedFrom(int dataFrom) {
        return listed.isEmpty()
                ? List.of()
                : listed.stream()
                        .map(it -> new EventPart.Listed(it.comment(), it.from() + dataFrom, it.to() + dataFrom))
                        .toList();
    }

    private static Map<EventName, byte[]> heads() {
        Map<EventName, byte[]> heads = new EnumMap<>(EventName.class);
        for (EventName name : EventName.values()) {
            heads.put(name, ("event: " + name + "\ndata: ").getBytes(US_ASCII));
        }
        return heads;
    }
}

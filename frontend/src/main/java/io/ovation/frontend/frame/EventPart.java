package io.ovation.frontend.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ovation.common.log.EventId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an event lies, and the comments that it tells.
 *
 * @param comment the id of the comment that it is; null if it is none
 * @param listed the comments in its list, if it is a snapshot
 * @param source the bytes into which it was encoded, perhaps with others
 * @param from of its first byte there
 * @param dataFrom of the first byte of its data
 * @param to behind its last byte
 */
record EventPart(
        EventName name,
        @Nullable EventId id,
        @Nullable String comment,
        List<Listed> listed,
        ByteBuf source,
        int from,
        int dataFrom,
        int to) {

    private static final int END = "\n\n".length();

    /** A comment in the list of a snapshot, without the comma before or behind it. */
    record Listed(String comment, int from, int to) {}

    int length() {
        return to - from;
    }

    byte[] data() {
        byte[] data = new byte[to - END - dataFrom];
        source.getBytes(dataFrom, data);
        return data;
    }

    boolean tells(String wanted) {
        return wanted.equals(comment) || indexOf(wanted) >= 0;
    }

    /** How long it is if that comment is taken out of its list. */
    int lengthWithout(String unwanted) {
        int index = indexOf(unwanted);
        return index < 0 ? length() : length() - cutTo(index) + cutFrom(index);
    }

    /** In memory of its own. */
    EventPart copy() {
        return copyWithout("");
    }

    /** In memory of its own, without that comment in its list. */
    EventPart copyWithout(String unwanted) {
        ByteBuffer bytes = ByteBuffer.allocate(lengthWithout(unwanted));
        return copyWithout(unwanted, bytes, Unpooled.wrappedBuffer(bytes.array()));
    }

    /** Copies it, without that comment in its list, behind what is in {@code bytes} already. */
    EventPart copyWithout(String unwanted, ByteBuffer bytes, ByteBuf copied) {
        int index = indexOf(unwanted);
        int cutFrom = index < 0 ? to : cutFrom(index);
        int cut = to - cutFrom - (index < 0 ? 0 : to - cutTo(index));
        int begin = bytes.position();
        int moved = begin - from;
        bytes.put(source.nioBuffer(from, cutFrom - from));
        bytes.put(source.nioBuffer(cutFrom + cut, to - cutFrom - cut));
        List<Listed> rest = new ArrayList<>();
        for (Listed each : listed) {
            if (!each.comment().equals(unwanted)) {
                int by = each.from() >= cutFrom ? moved - cut : moved;
                rest.add(new Listed(each.comment(), each.from() + by, each.to() + by));
            }
        }
        return new EventPart(name, id, comment, rest, copied, begin, dataFrom + moved, bytes.position());
    }

    private int indexOf(String wanted) {
        for (int i = 0; i < listed.size(); i++) {
            if (listed.get(i).comment().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** With the comma before it, or the one behind it if it is the first. */
    private int cutFrom(int index) {
        return listed.get(index).from() - (index > 0 ? 1 : 0);
    }

    private int cutTo(int index) {
        boolean isFirstOfMore = index == 0 && listed.size() > 1;
        return listed.get(index).to() + (isFirstOfMore ? 1 : 0);
    }
}

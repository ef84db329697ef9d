package io.ovation.frontend.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a stream as many connections send them: encoded once, and framed once. They lie in memory between the line that
 * begins a chunk and the one that ends it, so that one view is what HTTP/1.1 sends, and another, inside it, what HTTP/1.0
 * does.
 *
 * <p>The memory is owned by the garbage collector, and is not counted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, section 7.1</a>
 */
final class SharedBytes {

    private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);
    private static final ByteBuf SHARED_LINE_END =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(LINE_END.length).writeBytes(LINE_END));

    /** A chunk without content would end the stream. */
    private static final SharedBytes NONE = new SharedBytes(Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER);

    private final ByteBuf raw;

    /** Null if it is a part of what was framed together. */
    private final @Nullable ByteBuf chunk;

    private SharedBytes(ByteBuf raw, @Nullable ByteBuf chunk) {
        this.raw = raw;
        this.chunk = chunk;
    }

    /**
     * @param length of what is about to be written to {@link #content}
     * @param memory cuts as many bytes as it is told to
     */
    static SharedBytes allocate(int length, IntFunction<ByteBuffer> memory) {
        if (length == 0) {
            return NONE;
        }
        byte[] sizeLine = sizeLine(length);
        ByteBuffer all = memory.apply(sizeLine.length + length + LINE_END.length);
        ByteBuf chunk = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(all));
        chunk.setBytes(0, sizeLine).setBytes(sizeLine.length + length, LINE_END);
        return new SharedBytes(chunk.slice(sizeLine.length, length), chunk);
    }

    /** With a place of its own to write to, which begins at the first byte. For whoever has allocated it. */
    ByteBuffer content() {
        return raw.nioBuffer();
    }

    /** Where its bytes lie, from index 0. */
    ByteBuf source() {
        return raw;
    }

    int length() {
        return raw.readableBytes();
    }

    /** A view with a reader index of its own. */
    ByteBuf raw() {
        return raw.duplicate();
    }

    /** The same as one chunk; nothing at all if there is nothing. To be released. */
    ByteBuf chunk() {
        if (chunk != null) {
            return chunk.duplicate();
        }
        byte[] sizeLine = sizeLine(length());
        ByteBuf begin = ByteBufAllocator.DEFAULT.directBuffer(sizeLine.length).writeBytes(sizeLine);
        return Unpooled.wrappedBuffer(begin, raw(), SHARED_LINE_END.duplicate());
    }

    /** Some of them. They are framed when they are sent, which costs three pieces of memory in place of one. */
    SharedBytes part(int from, int to) {
        return to - from == length() ? this : new SharedBytes(raw.slice(from, to - from), null);
    }

    private static byte[] sizeLine(int length) {
        return (Integer.toHexString(length) + "\r\n").getBytes(US_ASCII);
    }
}

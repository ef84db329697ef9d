package io.ovation.frontend.frame;

import java.nio.ByteBuffer;

/**
 * Direct memory for frames, cut from blocks because it is dear to allocate piecemeal. A block lives as long as anything
 * that was cut from it, so what is kept for long has memory of its own. Used by one thread.
 */
public final class Slab {

    private static final int BLOCK_BYTES = 64 * 1024;

    /** What is larger gets memory of its own, so that no more than this is left over at the end of a block. */
    public static final int MAX_CUT_BYTES = BLOCK_BYTES / 4;

    private ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);

    /** @return room for as many bytes and no more */
    public ByteBuffer cut(int length) {
        if (length > MAX_CUT_BYTES) {
            return ByteBuffer.allocateDirect(length);
        }
        if (block.remaining() < length) {
            block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        }
        ByteBuffer piece = block.slice(block.position(), length);
        block.position(block.position() + length);
        return piece;
    }
}

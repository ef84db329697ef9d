package io.ovation.systemtests.attack;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Finds among the bytes of one connection what the node answers. */
interface AnswerReader {

    /** @param answers are told of each: a status, or what else refuses */
    void read(ByteBuf bytes, Consumer<String> answers);
}

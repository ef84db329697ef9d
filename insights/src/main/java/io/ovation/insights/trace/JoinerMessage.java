package io.ovation.insights.trace;

import akka.actor.typed.ActorRef;
import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.WireMessage;
import io.ovation.insights.trace.batch.CheckpointBatch;

/** What whoever joins checkpoints is told; other nodes tell {@link TakeBatch} alone. */
interface JoinerMessage {

    /** A batch that is refused leaves a break, of which nothing is called lost. */
    record TakeBatch(CheckpointBatch batch, ActorRef<BatchTaken> replyTo)
            implements JoinerMessage, WireMessage, Droppable {

        @Override
        public int bytes() {
            return batch.bytes();
        }
    }

    /**
     * The answer, from which the sender learns the joiner's clock.
     *
     * @param sentMicros when the batch was sent, by the clock of its sender
     * @param atMicros when it was taken, by the clock of the joiner
     */
    record BatchTaken(ActorRef<JoinerMessage> joiner, long sentMicros, long atMicros)
            implements CheckpointSender.Command, WireMessage {}
}

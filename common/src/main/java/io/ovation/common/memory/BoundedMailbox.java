package io.ovation.common.memory;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.typed.internal.adapter.ActorSystemAdapter;
import akka.dispatch.Envelope;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageQueue;
import akka.dispatch.ProducesMessageQueue;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import scala.Option;

/**
 * A mailbox that bounds the bytes of its {@link Droppable} messages, and of those of all such mailboxes of the node, and
 * takes every other message: timers, answers, watch notices and stop messages always arrive. What it refuses is counted.
 * To be named as {@code mailbox-type}; the key {@code max-bytes} is its bound.
 */
public final class BoundedMailbox implements MailboxType, ProducesMessageQueue<BoundedMailbox.BoundedQueue> {

    /** The key of the mailbox that is configured in {@code reference.conf}. */
    public static final String CONFIG_KEY = "ovation.memory.mailbox";

    private static final Counter REFUSED_ACTOR_FULL = refused("actor-full");
    private static final Counter REFUSED_NODE_FULL = refused("node-full");

    private final long maxBytes;

    /** Called by Akka, which knows this class by its name in the settings. */
    public BoundedMailbox(ActorSystem.Settings settings, Config config) {
        this.maxBytes = config.getBytes("max-bytes");
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return new BoundedQueue(
                maxBytes, NodeMemory.get(ActorSystemAdapter.apply(system.get())).mailboxes());
    }

    private static Counter refused(String reason) {
        return Metrics.counter("ovation.mailbox.refused", "reason", reason);
    }

    /** Many put in, and one takes out. */
    static final class BoundedQueue implements MessageQueue {

        private final long maxBytes;
        private final ByteBudget budget;
        private final Queue<Envelope> queue = new ConcurrentLinkedQueue<>();
        private final AtomicLong bytes = new AtomicLong();

        BoundedQueue(long maxBytes, ByteBudget budget) {
            this.maxBytes = maxBytes;
            this.budget = budget;
        }

        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            int size = sizeOf(envelope);
            if (size > 0) {
                if (bytes.get() + size > maxBytes) {
                    REFUSED_ACTOR_FULL.increment();
                    return;
                }
                if (budget.isOverdrawn()) {
                    REFUSED_NODE_FULL.increment();
                    return;
                }
                count(size);
            }
            queue.add(envelope);
        }

        @Override
        public Envelope dequeue() {
            Envelope envelope = queue.poll();
            if (envelope != null) {
                count(-sizeOf(envelope));
            }
            return envelope;
        }

        @Override
        public int numberOfMessages() {
            return queue.size();
        }

        @Override
        public boolean hasMessages() {
            return !queue.isEmpty();
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            for (Envelope left = dequeue(); left != null; left = dequeue()) {
                deadLetters.enqueue(owner, left);
            }
        }

        private void count(int size) {
            if (size != 0) {
                bytes.addAndGet(size);
                budget.take(size);
            }
        }

        private static int sizeOf(Envelope envelope) {
            return envelope.message() instanceof Droppable droppable ? droppable.bytes() : 0;
        }
    }
}

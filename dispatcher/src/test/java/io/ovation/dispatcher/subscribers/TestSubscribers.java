package io.ovation.dispatcher.subscribers;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import java.util.concurrent.atomic.AtomicInteger;

/** Subscribers that nobody stands behind, each at an address of its own. */
final class TestSubscribers {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestSubscribers() {}

    static Subscriber of(String node, long epoch) {
        String address = "frontend-" + COUNT.incrementAndGet();
        return new Subscriber(
                node, epoch, TestInbox.<FrontendMessage>create(address).getRef());
    }
}

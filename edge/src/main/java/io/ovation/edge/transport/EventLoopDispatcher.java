package io.ovation.edge.transport;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.dispatch.Dispatcher;
import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.Dispatchers;
import akka.dispatch.ExecutorServiceFactory;
import akka.dispatch.MessageDispatcher;
import akka.dispatch.MessageDispatcherConfigurator;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import scala.concurrent.duration.FiniteDuration;

/**
 * An Akka dispatcher whose executor is one Netty event loop: actors on it run on the thread that holds their sockets,
 * so that no message to them is handed between threads, and what they share needs no lock.
 */
public final class EventLoopDispatcher extends MessageDispatcherConfigurator {

    /** Messages that an actor handles in one turn. More means more events in one write, and longer turns. */
    private static final int THROUGHPUT = 16;

    private final MessageDispatcher dispatcher;

    private EventLoopDispatcher(Config config, DispatcherPrerequisites prerequisites, String id, EventLoop loop) {
        super(config, prerequisites);
        ExecutorServiceFactory executor = () -> new BorrowedExecutor(loop);
        this.dispatcher =
                new Dispatcher(this, id, THROUGHPUT, noDeadline(), (name, threads) -> executor, FiniteDuration.Zero());
    }

    /** @return selects the dispatcher for actors to be spawned */
    public static DispatcherSelector register(ActorSystem<?> system, String id, EventLoop loop) {
        Dispatchers dispatchers = Adapter.toClassic(system).dispatchers();
        Config config = ConfigFactory.parseMap(Map.of("id", id))
                .withFallback(system.settings().config().getConfig(Dispatchers.DefaultDispatcherId()));
        if (!dispatchers.registerConfigurator(
                id, new EventLoopDispatcher(config, dispatchers.prerequisites(), id, loop))) {
            throw new IllegalStateException("dispatcher " + id + " exists already");
        }
        return DispatcherSelector.fromConfig(id);
    }

    private static scala.concurrent.duration.Duration noDeadline() {
        return scala.jdk.javaapi.DurationConverters.toScala(Duration.ZERO);
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }
}

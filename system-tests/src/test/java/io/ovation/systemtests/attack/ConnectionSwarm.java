package io.ovation.systemtests.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Connections that are all driven by one thread. */
final class ConnectionSwarm implements AutoCloseable {

    private static final long WAIT_MILLIS = 2;
    private static final int SMALLEST_BUFFER = 1024;

    private final Connections plan;
    private final InetSocketAddress port;
    private final InetAddress source;
    private final Selector selector;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
    private final SortedMap<Integer, Integer> answers = new TreeMap<>();
    private int connections;
    private int closed;

    ConnectionSwarm(Connections plan, InetSocketAddress port, InetAddress source) throws IOException {
        this.plan = plan;
        this.port = port;
        this.source = source;
        this.selector = Selector.open();
    }

    Tally run(Duration time) throws IOException {
        long begin = System.nanoTime();
        for (long passed = 0; passed < time.toNanos(); passed = System.nanoTime() - begin) {
            long due = Math.min(
                    plan.most(),
                    passed * plan.perSecond() / Duration.ofSeconds(1).toNanos());
            while (connections < due) {
                connect();
            }
            selector.select(this::proceed, WAIT_MILLIS);
            List.copyOf(selector.keys()).forEach(this::passTime);
        }
        // Only who reads sees that it has been closed.
        List.copyOf(selector.keys()).stream()
                .map(ConnectionSwarm::link)
                .filter(link -> link.channel.isConnected())
                .forEach(Link::read);
        return new Tally(connections, closed, answers);
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (!plan.read()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALLEST_BUFFER);
        }
        channel.bind(new InetSocketAddress(source, 0));
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        key.attach(new Link(channel, key, plan.opening().apply(connections)));
        connections++;
        if (channel.connect(port)) {
            link(key).connected();
        }
    }

    private void proceed(SelectionKey key) {
        if (key.isValid()) {
            link(key).proceed();
        }
    }

    private void passTime(SelectionKey key) {
        if (key.isValid()) {
            link(key).passTime();
        }
    }

    private static Link link(SelectionKey key) {
        return (Link) key.attachment();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Link {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final StatusLines lines = new StatusLines();
        private ByteBuffer toSay;
        private long begin = System.nanoTime();
        private long repetitions;
        private boolean isAnswered;
        private long answeredNanos;

        Link(SocketChannel channel, SelectionKey key, ByteBuffer opening) {
            this.channel = channel;
            this.key = key;
            this.toSay = opening;
        }

        void proceed() {
            try {
                if (key.isConnectable() && channel.finishConnect()) {
                    connected();
                } else if (key.isReadable()) {
                    read();
                } else if (key.isWritable()) {
                    say();
                }
            } catch (IOException e) {
                end();
            }
        }

        void connected() {
            begin = System.nanoTime();
            say();
        }

        void passTime() {
            long now = System.nanoTime();
            long passed = now - begin;
            if (!channel.isConnected()) {
                return;
            }
            if (isAnswered && now - answeredNanos > plan.life().toNanos()) {
                leave();
            } else if (passed / plan.every().toNanos() > repetitions && !toSay.hasRemaining()) {
                repetitions++;
                toSay = plan.repeated().duplicate();
                say();
            }
        }

        private void say() {
            try {
                channel.write(toSay);
                int reading = plan.read() ? SelectionKey.OP_READ : 0;
                key.interestOps(toSay.hasRemaining() ? reading | SelectionKey.OP_WRITE : reading);
            } catch (IOException e) {
                // What it was told before can still be read, unless the node has reset the connection.
                read();
            }
        }

        void read() {
            try {
                int count = channel.read(bytes.clear());
                if (count > 0 && !isAnswered) {
                    isAnswered = true;
                    answeredNanos = System.nanoTime();
                }
                while (count > 0) {
                    lines.read(bytes.flip(), status -> answers.merge(status, 1, Integer::sum));
                    count = channel.read(bytes.clear());
                }
                if (count < 0) {
                    end();
                }
            } catch (IOException e) {
                end();
            }
        }

        private void end() {
            closed++;
            leave();
        }

        private void leave() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}

package io.ovation.edge.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Epoll for connections of which the client has closed its half. Netty (4.2.18) takes such a socket out of epoll as soon as
 * nothing waits to be written, for good: it can then neither wait until a slow client takes more, and fails the write, nor
 * see that the client has gone. Here the socket stays, and one that is reset is closed.
 */
final class HalfClosedEpoll implements IoHandlerFactory {

    private final IoHandlerFactory epoll = EpollIoHandler.newFactory();

    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new Handler(epoll.newHandler(executor));
    }

    @Override
    public boolean isChangingThreadSupported() {
        return epoll.isChangingThreadSupported();
    }

    private record Handler(IoHandler epoll) implements IoHandler {

        @Override
        public void initialize() {
            epoll.initialize();
        }

        @Override
        public int run(IoHandlerContext context) {
            return epoll.run(context);
        }

        @Override
        public void prepareToDestroy() {
            epoll.prepareToDestroy();
        }

        @Override
        public void destroy() {
            epoll.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            Socket socket = new Socket((EpollIoHandle) handle);
            socket.registration = epoll.register(socket);
            return socket;
        }

        @Override
        public void wakeup() {
            epoll.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return epoll.isCompatible(type);
        }
    }

    /** Stands between Netty's channel and Netty's epoll, for each of them as the other. */
    @SuppressWarnings("try") // Netty lets close() throw whatever it likes.
    private static final class Socket implements EpollIoHandle, IoRegistration {

        /** Tells of errors alone, which epoll always does, and of each once. */
        private static final EpollIoOps NOTHING = EpollIoOps.EPOLLET;

        private final EpollIoHandle channel;

        /** There before anything happens on the socket. */
        private IoRegistration registration;

        Socket(EpollIoHandle channel) {
            this.channel = channel;
        }

        @Override
        public long submit(IoOps ops) {
            return registration.submit(ops.equals(EpollIoOps.NONE) ? NOTHING : ops);
        }

        @Override
        public void handle(IoRegistration same, IoEvent event) {
            channel.handle(this, event);
            // A listening socket has nobody at the other end.
            if (((EpollIoEvent) event).ops().contains(EpollIoOps.EPOLLERR)
                    && channel instanceof Channel.Unsafe unsafe
                    && unsafe.remoteAddress() != null) {
                unsafe.close(unsafe.voidPromise());
            }
        }

        @Override
        public FileDescriptor fd() {
            return channel.fd();
        }

        @Override
        public void registered() {
            channel.registered();
        }

        @Override
        public void unregistered() {
            channel.unregistered();
        }

        @Override
        public void close() throws Exception {
            channel.close();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as declared by Netty
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}

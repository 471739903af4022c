package com.developmentleads.mail;

import com.developmentleads.net.BoundedAnswer;
import com.developmentleads.net.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import javax.net.SocketFactory;

/** Sockets that close when a session passes its deadline or the server sends too much. */
final class BoundedSockets extends SocketFactory {

    /** Bytes that a server may send in a session; a thousand are usual, several thousand with certificates. */
    private static final long MOST_SAID = 1_000_000;

    private final Duration deadline;

    /** @param deadline of a connection, from connecting to its end */
    BoundedSockets(Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public Socket createSocket() {
        return new Bounded(deadline);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(SocketAddress server, SocketAddress local) throws IOException {
        Socket socket = createSocket();
        socket.bind(local);
        socket.connect(server);
        return socket;
    }

    private static final class Bounded extends Socket {

        private final Duration within;
        private volatile Deadline running;

        Bounded(Duration within) {
            this.within = within;
        }

        @Override
        public void connect(SocketAddress server, int timeout) throws IOException {
            running = Deadline.start(within, this::hangUp);
            try {
                super.connect(server, timeout);
            } catch (IOException e) {
                running.close();
                throw running.explain(e);
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream in = super.getInputStream();
            if (running == null) {
                throw new SocketException("not connected");
            }
            return BoundedAnswer.refusing(in, MOST_SAID, running, this::hangUp);
        }

        private void hangUp() {
            try {
                // Does not wait until unsent data has been delivered.
                setSoLinger(true, 0);
                super.close();
            } catch (IOException e) {
                // It is closed already.
            }
        }

        @Override
        public void close() throws IOException {
            if (running != null) {
                running.close();
            }
            super.close();
        }
    }
}

package dev.apitokens.systemtests.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A WebSocket that answers each text with the id of the caller's token, as a proxy passes it on, and the text. */
final class EchoSocket extends WebSocketServer {

    private final CountDownLatch started = new CountDownLatch(1);

    private EchoSocket() {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        setDaemon(true);
    }

    static EchoSocket open() throws InterruptedException {
        EchoSocket socket = new EchoSocket();
        socket.start();
        socket.started.await();
        return socket;
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        socket.setAttachment(handshake.getFieldValue("X-Auth-Token-Id"));
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        socket.send(socket.getAttachment() + ": " + text);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean byPeer) {
        // Nothing is kept.
    }

    @Override
    public void onError(WebSocket socket, Exception error) {
        // The caller is gone, which the test sees.
    }
}

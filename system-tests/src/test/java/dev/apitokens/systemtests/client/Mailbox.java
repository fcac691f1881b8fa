package dev.apitokens.systemtests.client;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real mail server, which keeps what the demo realm sends. */
public final class Mailbox implements AutoCloseable {

    private final Admin admin;
    private final GreenMail server;

    private Mailbox(Admin admin, GreenMail server) {
        this.admin = admin;
        this.server = server;
    }

    /**
     * A mail as it was received.
     *
     * @param html its HTML part
     * @param text its plain text part
     */
    public record Mail(String subject, String html, String text) {}

    /** Starts a mail server on a free port and tells the demo realm. */
    public static Mailbox open(Admin admin) {
        GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
        use(admin, server.getSmtp().getPort());
        return new Mailbox(admin, server);
    }

    /** Makes the demo realm send its mails to a port, where there may be no mail server. */
    public static void use(Admin admin, int port) {
        use(admin, "demo", port);
    }

    /** Makes it send them to a mail server that nobody runs, as it began. */
    public static void useNone(Admin admin) {
        use(admin, 1025);
    }

    /** The same for any realm. */
    public static void use(Admin admin, String realm, int port) {
        Map<String, Object> smtp = new HashMap<>();
        smtp.put("host", "localhost");
        smtp.put("port", String.valueOf(port));
        smtp.put("from", "no-reply@example.org");
        admin.updateRealm(realm, Map.of("smtpServer", smtp));
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /** What the person got with that subject, oldest first. */
    public List<Mail> received(String username, String subject) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> isTo(message, username + "@example.org"))
                .map(Mailbox::read)
                .filter(mail -> mail.subject().equals(subject))
                .toList();
    }

    public Mail await(String username, String subject) {
        Await.await("the mail '" + subject + "'")
                .until(() -> !received(username, subject).isEmpty());
        return received(username, subject).get(0);
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return message.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mail read(MimeMessage message) {
        try {
            Multipart parts = (Multipart) message.getContent();
            return new Mail(message.getSubject(), part(parts, "text/html"), part(parts, "text/plain"));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String part(Multipart parts, String type) throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(type)) {
                return (String) part.getContent();
            }
        }
        throw new IllegalStateException("no part of type " + type);
    }

    @Override
    public void close() {
        useNone(admin);
        server.stop();
    }
}

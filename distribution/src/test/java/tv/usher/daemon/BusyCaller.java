package tv.usher.daemon;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks again as soon as it is answered, until nobody listens any more. A question that was sent and not completely answered is lost;
 * only a connection that the other side had already closed in order may be replaced by a new one.
 */
final class BusyCaller extends Thread {

    private final int port;
    private final List<String> lost = new ArrayList<>();
    private volatile int answers;
    private int answersOnThisConnection;

    BusyCaller(int port) {
        super("busy-caller");
        setDaemon(true);
        this.port = port;
    }

    /** Complete ones so far. */
    int answers() {
        return answers;
    }

    boolean hasEnded() {
        return !isAlive();
    }

    /** What happened instead of each missing answer. To be read when this has ended. */
    List<String> lost() {
        return lost;
    }

    @Override
    public void run() {
        boolean listening = true;
        while (listening && lost.isEmpty()) {
            try (CallerConnection connection = CallerConnection.to(port)) {
                askUntilClosed(connection);
            } catch (ConnectException e) {
                listening = false; // nothing was sent
            } catch (IOException e) {
                lost.add(e + " after " + answersOnThisConnection + " answers on its connection");
            }
        }
    }

    private void askUntilClosed(CallerConnection connection) throws IOException {
        answersOnThisConnection = 0;
        boolean open = true;
        while (open && !connection.isClosedByPeer()) {
            CallerConnection.Answer answer = connection.ask("/?token=123");
            if (answer.status() != 200) {
                lost.add("status " + answer.status());
            }
            answers++;
            answersOnThisConnection++;
            open = !answer.header("Connection").equalsIgnoreCase("close");
        }
    }
}

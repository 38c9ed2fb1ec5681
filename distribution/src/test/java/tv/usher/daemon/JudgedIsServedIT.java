package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.TakesLong;

/**
 * T48, T49 and T50 where content comes out, and T10 and T13 with them: each shipped recipe in its real edge, each case of the corpus, Usher
 * there and killed. What an edge hands out must be of a channel that this viewer may see on that host.
 */
class JudgedIsServedIT {

    /** Languages in which the pages have no edge that is run here. */
    private static final Set<String> NO_RECIPES = Set.of("", "sh", "console", "text", "java", "yaml", "json");

    /** It serves RTMP, and asks when a viewing begins. */
    private static final Path NO_EDGE = Path.of("distribution/src/main/dist/doc/callers/nginx-rtmp.md");

    /** How long a viewer waits for more. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration LONGER_THAN_HAPROXY_TRIES = Duration.ofSeconds(6);

    /** At addresses of their own, with the same player. */
    private enum Viewer {
        PAYING("127.0.0.1"),
        STRANGER("127.0.0.2");

        private final String address;

        Viewer(String address) {
            this.address = address;
        }
    }

    @TempDir
    private Path folder;

    private PaidChannels channels;
    private final Map<ShippedEdge, ShippedEdge.Running> edges = new EnumMap<>(ShippedEdge.class);

    static List<String> memories() {
        return Stream.of(ShippedEdge.values())
                .map(ShippedEdge::usherKeys)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void whateverViewersSend(String usherKeys) throws Exception {
        List<String> corpus = EdgeCorpus.requests();
        List<String> some = IntStream.range(0, corpus.size())
                .filter(i -> i % 5 == 0)
                .mapToObj(corpus::get)
                .toList();
        attack(usherKeys, corpus, some);
    }

    @TakesLong
    @ParameterizedTest
    @MethodSource("memories")
    void whateverViewersSendInEveryClothing(String usherKeys) throws Exception {
        attack(usherKeys, EdgeCorpus.allRequests(), EdgeCorpus.requests());
    }

    /**
     * @param ofForgetful what edges get that remember nothing while Usher is down, so that they can't serve anything
     */
    private void attack(String usherKeys, List<String> corpus, List<String> ofForgetful) throws Exception {
        int port = LoopbackPorts.free();
        try {
            channels = new PaidChannels(folder);
            UsherProcess usher =
                    UnpackedUsher.built().start(ConfigText.write(folder, port, usherKeys + channels.configuration()));
            try (usher) {
                startEdges(usherKeys, port);
                assertThat(tried(20, edges.keySet(), edge -> EdgeCorpus.legitimate(), this::refused))
                        .as("what should be served, and isn't")
                        .isEmpty();
                assertThat(tried(20, edges.keySet(), edge -> corpus, this::leaks))
                        .isEmpty();

                usher.kill();

                assertThat(tried(
                                300,
                                edges.keySet(),
                                edge -> edge.remembers() ? corpus : ofForgetful,
                                this::leaksWhileDown))
                        .as("while Usher is down")
                        .isEmpty();
            }
        } finally {
            for (ShippedEdge.Running edge : edges.values()) {
                edge.close();
            }
            channels.close();
        }
    }

    private void startEdges(String usherKeys, int usher) throws IOException {
        for (ShippedEdge edge : ShippedEdge.values()) {
            if (edge.usherKeys().equals(usherKeys)) {
                Path own = Files.createDirectory(folder.resolve(edge.name()));
                edges.put(edge, edge.start(new ShippedEdge.Site(own, channels, usher)));
            }
        }
    }

    private interface Requests {
        List<String> of(ShippedEdge edge);
    }

    /** Says what is wrong about one request, if anything. */
    private interface Trial {
        List<String> of(ShippedEdge edge, String request) throws IOException;
    }

    /** What is wrong anywhere, each as edge, case and what came out. */
    private static List<String> tried(int atATime, Set<ShippedEdge> edges, Requests requests, Trial trial)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            List<Callable<List<String>>> trials = new ArrayList<>();
            for (ShippedEdge edge : edges) {
                requests.of(edge).forEach(request -> trials.add(() -> trial.of(edge, request)));
            }
            List<String> wrong = new ArrayList<>();
            for (Future<List<String>> tried : threads.invokeAll(trials)) {
                wrong.addAll(tried.get());
            }
            return wrong;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> refused(ShippedEdge edge, String request) throws IOException {
        Set<String> shown = shown(edge, request, Viewer.PAYING, PATIENCE.multipliedBy(10));
        return shown.equals(Set.of(PaidChannels.HOST + " paid")) ? List.of() : List.of(about(edge, shown, request));
    }

    private List<String> leaks(ShippedEdge edge, String request) throws IOException {
        shown(edge, EdgeCorpus.get("/live/paid/index.m3u8?token=123"), Viewer.PAYING, PATIENCE);
        shown(edge, EdgeCorpus.get("/live/paid/s2.ts"), Viewer.PAYING, PATIENCE);
        return leaks(edge, request, PATIENCE);
    }

    private List<String> leaksWhileDown(ShippedEdge edge, String request) throws IOException {
        return leaks(edge, request, edge.remembers() ? PATIENCE : LONGER_THAN_HAPROXY_TRIES);
    }

    private List<String> leaks(ShippedEdge edge, String request, Duration patience) throws IOException {
        List<String> leaks = new ArrayList<>();
        for (Viewer viewer : Viewer.values()) {
            Set<String> shown = shown(edge, request, viewer, patience);
            if (!shown.stream().allMatch(mark -> PaidChannels.isFor(viewer == Viewer.PAYING, mark))) {
                leaks.add(viewer + " at " + about(edge, shown, request));
            }
        }
        return leaks;
    }

    private static String about(ShippedEdge edge, Set<String> shown, String request) {
        return edge + " sees " + shown + " by " + request.replace("\r", "\\r").replace("\n", "\\n");
    }

    private Set<String> shown(ShippedEdge edge, String request, Viewer viewer, Duration patience) throws IOException {
        return channels.shownIn(
                edge.isBehindProxy()
                        ? answers(edge, EdgeCorpus.through(viewer.address, request), ShippedEdge.PROXY, patience)
                        : answers(edge, request, viewer.address, patience));
    }

    /** All that comes back, one character per byte. */
    private String answers(ShippedEdge edge, String request, String from, Duration patience) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), edges.get(edge).port()));
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answers);
        } catch (SocketException | SocketTimeoutException e) {
            // It hung up, or waits for more: what came until then counts.
        }
        return answers.toString(StandardCharsets.ISO_8859_1);
    }

    /** A language that isn't known is taken for a recipe. */
    @Test
    void noRecipeOfAPageIsMissing() throws IOException {
        List<MarkdownBlock> tried = Arrays.stream(ShippedEdge.values())
                .flatMap(edge -> edge.blocks().stream())
                .toList();
        assertThat(MarkdownBlock.ofAllPages())
                .filteredOn(block ->
                        !NO_RECIPES.contains(block.language()) && !block.file().equals(NO_EDGE))
                .as("add them to ShippedEdge")
                .isNotEmpty()
                .isSubsetOf(tried);
    }
}

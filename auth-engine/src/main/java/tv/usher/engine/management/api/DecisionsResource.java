package tv.usher.engine.management.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tv.usher.engine.cut.CutRecord;
import tv.usher.engine.cut.RecentCuts;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.LiveSessions;
import tv.usher.engine.session.OtherAgents;
import tv.usher.engine.session.Session;

/** The last decisions, and why they were made. */
public final class DecisionsResource {

    private static final Set<String> PARAMETERS =
            Set.of("client", "user", "session", "channel", "answer", ApiRequest.LIMIT);

    private static final String OTHER_AGENT =
            "; this address plays it with another user agent, which makes it another viewer";

    private final RecentDecisions decisions;
    private final RecentCuts cuts;
    private final LiveSessions sessions;

    public DecisionsResource(RecentDecisions decisions, RecentCuts cuts, LiveSessions sessions) {
        this.decisions = decisions;
        this.cuts = cuts;
        this.sessions = sessions;
    }

    /**
     * The newest first.
     *
     * @param cuts of the same viewers; empty if decisions of one caller's session or one answer are asked for
     */
    record DecisionsPage(List<View> decisions, List<CutRecord> cuts) {}

    /** A decision as the API shows it; unknown texts are empty. */
    record View(
            String at,
            String answer,
            String verdict,
            String rule,
            String reason,
            String why,
            String backend,
            String dialect,
            String caller,
            String client,
            String action,
            String session,
            String channel,
            String user,
            boolean unnamed,
            long millis) {

        /**
         * @param remark what to say beside the reason
         */
        static View of(DecisionRecord entry, String remark) {
            return new View(
                    Instant.ofEpochMilli(entry.at()).toString(),
                    entry.answer(),
                    entry.verdict(),
                    entry.rule(),
                    entry.reason(),
                    entry.why() + remark,
                    entry.backend(),
                    entry.dialect(),
                    entry.caller(),
                    entry.request().clientAddress(),
                    entry.request().action().name().toLowerCase(Locale.ROOT),
                    WireText.read(entry.request().session()),
                    WireText.read(channelOf(entry)),
                    entry.user(),
                    entry.unnamed(),
                    entry.millis());
        }
    }

    Optional<DecisionsPage> list(ApiRequest request) {
        request.allowOnly(PARAMETERS);
        Predicate<DecisionRecord> wanted = request.is("user", DecisionRecord::user)
                .and(request.is(
                        "session", entry -> WireText.read(entry.request().session())))
                .and(isChannel(request, entry -> WireText.read(channelOf(entry))))
                .and(isAnswer(request))
                .and(request.isAddress("client", entry -> entry.request().clientAddress()));
        List<DecisionRecord> found = decisions.newest(wanted, request.limit());
        List<DecisionRecord> unknown =
                found.stream().filter(DecisionsResource::isOfAStranger).toList();
        OtherAgents others = sessions.otherAgents(
                unknown.stream().map(entry -> entry.request().clientAddress()).toList());
        return Optional.of(new DecisionsPage(
                found.stream()
                        .map(entry -> View.of(
                                entry, isOfAStranger(entry) && others.play(playbackOf(entry)) ? OTHER_AGENT : ""))
                        .toList(),
                cuts(request)));
    }

    private List<CutRecord> cuts(ApiRequest request) {
        if (request.parameter("session").isPresent()
                || request.parameter("answer").isPresent()) {
            return List.of();
        }
        Predicate<CutRecord> wanted = request.is("user", CutRecord::user)
                .and(isChannel(request, CutRecord::channel))
                .and(request.isAddress("client", CutRecord::client));
        return cuts.newest(wanted, request.limit());
    }

    /** Refused, and no middleware or memory has said whom. */
    private static boolean isOfAStranger(DecisionRecord entry) {
        return entry.refused() && entry.user().isEmpty() && !entry.backend().isEmpty();
    }

    private static Session.Playback playbackOf(DecisionRecord entry) {
        return new Session.Playback(entry.request().clientAddress(), entry.agent(), channelOf(entry));
    }

    private static String channelOf(DecisionRecord entry) {
        String channel = entry.request().channel();
        return channel.isEmpty() ? entry.request().path() : channel;
    }

    private static Predicate<DecisionRecord> isAnswer(ApiRequest request) {
        Optional<String> wanted = request.parameter("answer");
        if (wanted.isPresent() && Stream.of(Answer.values()).map(Answer::word).noneMatch(wanted.get()::equals)) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "'answer' must be allow, deny or error");
        }
        return request.is("answer", DecisionRecord::answer);
    }

    /** A folder, as sessions have it, matches all files in it. */
    private static <T> Predicate<T> isChannel(ApiRequest request, Function<T, String> channelOf) {
        Predicate<T> isIt = request.is("channel", channelOf);
        return request.parameter("channel")
                .filter(wanted -> wanted.endsWith("/"))
                .map(folder -> isIt.or(one -> channelOf.apply(one).startsWith(folder)))
                .orElse(isIt);
    }
}

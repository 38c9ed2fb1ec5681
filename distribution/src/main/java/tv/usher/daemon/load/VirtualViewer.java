package tv.usher.daemon.load;

import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tv.usher.api.Action;
import tv.usher.daemon.call.CallEvent;
import tv.usher.daemon.call.Caller;
import tv.usher.daemon.call.CallerRequest;
import tv.usher.daemon.call.ViewerRequest;
import tv.usher.daemon.call.ViewerUrl;

/**
 * One viewer's evening: what is asked about it and when, the same for the same plan and number. It zaps from channel to channel and has a new
 * token for each. To a caller that asks about every file it is a player of HLS: the playlist with the token, and half a segment later a
 * segment without, over and over.
 */
final class VirtualViewer {

    private static final HexFormat HEX = HexFormat.of();

    private final LoadPlan plan;
    private final int number;
    private final Caller caller;
    private final Zipf popularity;
    private final RandomGenerator random;
    private final Household household;

    private long due;
    private long leaves;
    private int files;
    private boolean watching;
    private int channel = -1;
    private int usher;
    private String token = "";
    private String session = "";

    /**
     * @param number of the viewer, from 0
     */
    VirtualViewer(LoadPlan plan, Zipf popularity, int number) {
        this.plan = plan;
        this.number = number;
        this.caller = plan.callerOf(number);
        this.popularity = popularity;
        this.random = random(plan.seed(), number);
        this.household = Household.of(plan, number, random);
        this.leaves = plan.arriving().toNanos() * number / plan.viewers();
        this.due = leaves;
    }

    /** Seeds are mixed first: neighbouring ones make sequences that are the same but for a shift. */
    private static RandomGenerator random(long seed, int number) {
        long ofAll = new SplittableRandom(seed).nextLong();
        return new SplittableRandom(new SplittableRandom(ofAll + number).nextLong());
    }

    /** In the order of time; there is always another one. */
    Step next() {
        if (due < leaves) {
            return nextFile();
        }
        if (watching) {
            watching = false;
            Optional<CallerRequest> goodbye = request("/index.m3u8", "token=" + token, CallEvent.CLOSE);
            if (goodbye.isPresent()) {
                return step(leaves, goodbye.get(), false, true);
            }
        }
        return tuneIn();
    }

    private Step tuneIn() {
        watching = true;
        due = leaves;
        leaves = due + Math.max(1, (long) (plan.zap().toNanos() * -Math.log(1 - random.nextDouble())));
        channel = anotherThan(channel);
        token = StandInMiddleware.token(
                number, HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong()));
        session = Integer.toString(random.nextInt(Integer.MAX_VALUE));
        usher = plan.ushers().size() == 1 ? 0 : random.nextInt(plan.ushers().size());
        files = 0;
        Step step = step(due, playlist(), true, false);
        moveOn();
        return step;
    }

    private Step nextFile() {
        Step step = step(due, files % 2 == 1 ? segment() : playlist(), false, false);
        moveOn();
        return step;
    }

    private Step step(long when, CallerRequest request, boolean begins, boolean ends) {
        return new Step(caller, usher, when, request, begins, ends);
    }

    private void moveOn() {
        files++;
        due = caller.asksAboutEveryFile() ? due + plan.segment().toNanos() / 2 : leaves;
    }

    private int anotherThan(int last) {
        int next = popularity.next(random);
        return next == last ? (next + 1) % plan.channels() : next;
    }

    private CallerRequest playlist() {
        return request("/index.m3u8", "token=" + token, CallEvent.OPEN).orElseThrow();
    }

    private CallerRequest segment() {
        long number = due / plan.segment().toNanos();
        return request("/segment-" + number + ".ts", "", CallEvent.OPEN).orElseThrow();
    }

    private Optional<CallerRequest> request(String file, String query, CallEvent event) {
        ViewerUrl url = new ViewerUrl("https", "live.example.com", "/live/channel-" + channel + file, query);
        ViewerRequest viewer = new ViewerRequest(url, household.address(), household.player(), session, Action.PLAY);
        return caller.request(viewer, event);
    }
}

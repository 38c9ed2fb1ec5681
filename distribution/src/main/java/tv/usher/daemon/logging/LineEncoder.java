package tv.usher.daemon.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Lines for people, by a pattern, or JSON for programs: one object each, with {@code timestamp} in milliseconds since 1970, {@code level},
 * {@code threadName}, {@code loggerName}, {@code formattedMessage} and {@code throwable}. Logback makes it, so it is public.
 */
public final class LineEncoder extends PatternLayoutEncoder {

    private final JsonEncoder json = new JsonEncoder();
    private boolean inJson;

    /**
     * @param format {@code text} or {@code json}; any other word is told, and counts as {@code text}
     */
    public void setFormat(String format) {
        inJson = format.equals("json");
        if (!inJson && !format.equals("text")) {
            addError("the format is " + format + ": let it be text or json");
        }
    }

    @Override
    public void start() {
        // What is the same in each line, or stands in the formatted message.
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithContext(false);
        json.setWithMarkers(false);
        json.setWithMDC(false);
        json.setWithKVPList(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        json.setContext(getContext());
        json.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return inJson ? json.encode(event) : super.encode(event);
    }
}

package tv.usher.engine.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserException;

/**
 * Reports features of YAML that a configuration must not use: aliases (a small file that grows to gigabytes), tags (names of classes to
 * load), and depth.
 */
final class StrictParser implements Parser {

    private static final int MAX_DEPTH = 20;

    private final Parser parser;
    private final Problems problems;
    private boolean aliased;
    private int depth;

    StrictParser(Parser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** True if an alias was seen, so that the composed nodes aren't a tree. */
    boolean aliased() {
        return aliased;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = parser.getEvent();
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            aliased |= event instanceof AliasEvent;
            problems.add(
                    Place.of(event.getStartMark()),
                    "anchors ('&') and aliases ('*') are not supported, write the value out; a text that begins so needs quotes");
        }
        String tag = tag(event);
        if (tag != null) {
            problems.add(
                    Place.of(event.getStartMark()), "tags ('!') are not supported; a text that begins so needs quotes");
        }
        if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
            throw new ParserException(
                    null, null, "is nested deeper than " + MAX_DEPTH + " levels", event.getStartMark());
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        return event;
    }

    private static @Nullable String tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : null;
    }
}

package tv.usher.engine.wiring;

import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;

/** What is known of viewers, the same for all generations. */
record ViewerMemory(Sessions sessions, Viewings viewings, OneTimeCodes codes, SessionMetrics metrics) {}

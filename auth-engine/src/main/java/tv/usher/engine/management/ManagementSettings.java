package tv.usher.engine.management;

import tv.usher.api.Default;
import tv.usher.engine.net.HostPort;

/** The listener for operators; it never answers a decision. */
public record ManagementSettings(@Default("127.0.0.1:1065") HostPort listen) {}

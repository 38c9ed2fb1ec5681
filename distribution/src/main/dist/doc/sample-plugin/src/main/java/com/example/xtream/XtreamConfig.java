package com.example.xtream;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Default;

record XtreamConfig(URI address, @Default("10m") Duration grant) {}

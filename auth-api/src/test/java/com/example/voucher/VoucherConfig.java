package com.example.voucher;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Default;

record VoucherConfig(URI address, @Default("1h") Duration grant) {}

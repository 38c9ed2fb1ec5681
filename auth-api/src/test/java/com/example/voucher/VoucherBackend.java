package com.example.voucher;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;

record VoucherBackend(Endpoint endpoint, Duration grant) implements Backend {

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return request.query()
                .only("voucher")
                .map(voucher -> endpoint.get(request).identifiedBy(voucher));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        return response.status() == 200
                ? new Verdict.Allow(Grant.fromHeaders(response, grant))
                : Verdict.Deny.byStatus(response);
    }

    @Override
    public QueryString strangersQuery(RandomGenerator random) {
        return QueryString.of("voucher=" + Long.toHexString(random.nextLong()));
    }
}

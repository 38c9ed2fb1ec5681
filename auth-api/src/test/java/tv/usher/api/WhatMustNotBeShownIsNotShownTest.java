package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatMustNotBeShownIsNotShownTest {

    @Test
    void aSecretIsRedactedWhereverItIsPrinted() {
        record Settings(Secret key) {}
        Secret secret = Secret.of("hidden");

        assertThat(secret.toString()).doesNotContain("hidden");
        assertThat(new Settings(secret).toString()).doesNotContain("hidden");
        assertThat(secret.reveal()).isEqualTo("hidden");
    }

    @Test
    void secretsAreValues() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a"))
                .isNotEqualTo(Secret.of("b"))
                .isNotEqualTo(Secret.of(""))
                .isNotEqualTo("a");
    }

    @Test
    void aQueryShowsNoParameter() {
        assertThat(QueryString.of("token=hidden").toString()).doesNotContain("hidden");
        assertThat(AccessRequest.builder().query("token=hidden").build().toString())
                .doesNotContain("hidden");
    }

    @Test
    void aQuestionShowsNoHeaderValueAndAnAnswerNeither() {
        List<Header> headers = List.of(new Header("Authorization", "Bearer hidden"));
        Endpoint endpoint = Endpoint.of(URI.create("http://h"));

        assertThat(endpoint.get(QueryString.of("token=hidden")).headers(headers).toString())
                .contains("Authorization")
                .doesNotContain("hidden");
        assertThat(BackendResponse.of(200).headers(headers).body("hidden").toString())
                .doesNotContain("hidden");
    }
}

/**
 * The language that Usher's engine and its plugins share, and all that a plugin sees of Usher.
 *
 * <h2>Write a backend</h2>
 *
 * <p>A middleware that Usher doesn't know yet needs a plugin of three small classes. It only <em>translates</em>: it describes the
 * question and says what the answer means, while the engine asks, times out, limits and measures. Here is a whole one, for a shop of
 * vouchers: viewers bring {@code ?voucher=A7}, and the shop answers 200 to {@code GET /api/check?voucher=A7} if the voucher is good.
 *
 * <p><b>1. The project.</b> Usher's archive has a small Maven repository in {@code maven/}, with this API, its sources and Javadoc, and the
 * contract that every plugin keeps. Unpacked to {@code /opt/usher}, this is {@code pom.xml}:
 *
 * <pre>{@code
 * <project xmlns="http://maven.apache.org/POM/4.0.0">
 *   <modelVersion>4.0.0</modelVersion>
 *   <groupId>com.example</groupId>
 *   <artifactId>backend-voucher</artifactId>
 *   <version>1</version>
 *   <properties>
 *     <maven.compiler.release>17</maven.compiler.release>
 *     <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
 *   </properties>
 *   <repositories>
 *     <repository>
 *       <id>usher</id>
 *       <url>file:///opt/usher/maven</url>
 *     </repository>
 *   </repositories>
 *   <dependencies>
 *     <dependency>
 *       <groupId>tv.usher</groupId>
 *       <artifactId>auth-api</artifactId>
 *       <version>1.0.0</version>
 *       <scope>provided</scope>
 *     </dependency>
 *     <dependency>
 *       <groupId>tv.usher</groupId>
 *       <artifactId>auth-api-contract</artifactId>
 *       <version>1.0.0</version>
 *       <scope>test</scope>
 *     </dependency>
 *   </dependencies>
 *   <build>
 *     <plugins>
 *       <plugin>
 *         <artifactId>maven-compiler-plugin</artifactId>
 *         <version>3.16.0</version>
 *       </plugin>
 *       <plugin>
 *         <artifactId>maven-surefire-plugin</artifactId>
 *         <version>3.6.1</version>
 *       </plugin>
 *       <plugin>
 *         <artifactId>maven-jar-plugin</artifactId>
 *         <version>3.5.1</version>
 *         <configuration>
 *           <archive>
 *             <manifestEntries>
 *               <Usher-Api-Version>1.0</Usher-Api-Version>
 *             </manifestEntries>
 *           </archive>
 *         </configuration>
 *       </plugin>
 *     </plugins>
 *   </build>
 * </project>
 * }</pre>
 *
 * <p>Usher refuses a jar whose manifest doesn't say for which {@link tv.usher.api.BackendFactory#API_VERSION} it was made.
 *
 * <p><b>2. The keys of the configuration</b>, one component a key ({@link tv.usher.api.BackendFactory} lists the types). A key of the
 * middleware's that nobody may see is a {@link tv.usher.api.Secret}.
 *
 * <pre>{@code
 * package com.example.voucher;
 *
 * import java.net.URI;
 * import java.time.Duration;
 * import tv.usher.api.Default;
 *
 * record VoucherConfig(URI address, @Default("1h") Duration grant) {}
 * }</pre>
 *
 * <p><b>3. The factory</b>, the one public class. {@link tv.usher.api.Endpoint#of(java.net.URI, String)} takes a base address or a
 * complete one; what it throws is shown to the operator at the right line of the file.
 *
 * <pre>{@code
 * package com.example.voucher;
 *
 * import tv.usher.api.Backend;
 * import tv.usher.api.BackendFactory;
 * import tv.usher.api.Endpoint;
 *
 * public final class VoucherFactory implements BackendFactory<VoucherConfig> {
 *
 *     @Override
 *     public String type() {
 *         return "voucher";
 *     }
 *
 *     @Override
 *     public Class<VoucherConfig> configType() {
 *         return VoucherConfig.class;
 *     }
 *
 *     @Override
 *     public Backend create(VoucherConfig config) {
 *         return new VoucherBackend(Endpoint.of(config.address(), "/api/check"), config.grant());
 *     }
 * }
 * }</pre>
 *
 * <p>Its name stands in {@code src/main/resources/META-INF/services/tv.usher.api.BackendFactory}:
 *
 * <pre>{@code
 * com.example.voucher.VoucherFactory
 * }</pre>
 *
 * <p><b>4. The translation.</b> Empty means that this middleware can't judge this viewer, and nobody is asked. No method may
 * throw, wait or remember; {@link tv.usher.api.Backend} has the terms. {@code endpoint.get(request)} sends the viewer's query byte for
 * byte and the headers of Cesbo's products; {@link tv.usher.api.Endpoint} has others, for a query of the plugin's own, a path below, or a POST.
 * The question {@linkplain tv.usher.api.BackendRequest#identifiedBy says} who the viewer is: what of the call he was given, here the voucher. So he
 * is known for the next files, which players ask for without it. A verdict that isn't an
 * allow has a text for operators, and may have a code of its own for their alerts ({@link tv.usher.api.Reason}).
 *
 * <pre>{@code
 * package com.example.voucher;
 *
 * import java.time.Duration;
 * import java.util.Optional;
 * import java.util.random.RandomGenerator;
 * import tv.usher.api.AccessRequest;
 * import tv.usher.api.Backend;
 * import tv.usher.api.BackendRequest;
 * import tv.usher.api.BackendResponse;
 * import tv.usher.api.Endpoint;
 * import tv.usher.api.Grant;
 * import tv.usher.api.QueryString;
 * import tv.usher.api.Verdict;
 *
 * record VoucherBackend(Endpoint endpoint, Duration grant) implements Backend {
 *
 *     @Override
 *     public Optional<BackendRequest> toRequest(AccessRequest request) {
 *         return request.query()
 *                 .only("voucher")
 *                 .map(voucher -> endpoint.get(request).identifiedBy(voucher));
 *     }
 *
 *     @Override
 *     public Verdict interpret(AccessRequest request, BackendResponse response) {
 *         return response.status() == 200
 *                 ? new Verdict.Allow(Grant.fromHeaders(response, grant))
 *                 : Verdict.Deny.byStatus(response);
 *     }
 *
 *     @Override
 *     public QueryString strangersQuery(RandomGenerator random) {
 *         return QueryString.of("voucher=" + Long.toHexString(random.nextLong()));
 *     }
 * }
 * }</pre>
 *
 * <p><b>5. The contract</b> replays exchanges that you recorded, and checks the backend with hostile viewers and hostile answers that it makes
 * of them; so a test needs no more than this (and another one of {@code FactoryContract} for the factory):
 *
 * <pre>{@code
 * package com.example.voucher;
 *
 * import java.net.URI;
 * import java.time.Duration;
 * import tv.usher.api.Backend;
 * import tv.usher.api.contract.BackendContract;
 *
 * class VoucherContractTest extends BackendContract {
 *
 *     @Override
 *     protected Backend backend() {
 *         URI address = URI.create("http://vouchers.example.com");
 *         return new VoucherFactory().create(new VoucherConfig(address, Duration.ofHours(1)));
 *     }
 * }
 * }</pre>
 *
 * <p>and, in {@code src/test/resources/com/example/voucher/exchanges}, a file for each exchange worth keeping, at least an allow and a
 * denial. {@code allow.http}:
 *
 * <pre>{@code
 * ### viewer
 * PLAY https://live.example.com/sport1/index.m3u8?voucher=A7
 * Address: 203.0.113.7
 *
 * ### asks
 * GET http://vouchers.example.com/api/check?voucher=A7
 * X-Real-Ip: 203.0.113.7
 * X-Real-Path: /sport1/index.m3u8
 * X-Real-Origin: https://live.example.com
 * X-Real-Host: live.example.com
 *
 * ### identity
 * A7
 *
 * ### answer
 * HTTP/1.1 200 OK
 * X-UserId: 77
 *
 * ### verdict
 * allow
 * user: 77
 * lifetime: PT1H
 * }</pre>
 *
 * <p>and {@code deny.http}:
 *
 * <pre>{@code
 * ### viewer
 * PLAY /sport1/index.m3u8?voucher=B8
 *
 * ### asks
 * GET http://vouchers.example.com/api/check?voucher=B8
 * X-Real-Path: /sport1/index.m3u8
 *
 * ### identity
 * B8
 *
 * ### answer
 * HTTP/1.1 404 Not Found
 *
 * ### verdict
 * deny: status 404
 * }</pre>
 *
 * <p><b>6. Use it.</b> {@code mvn package}, put {@code target/backend-voucher-1.jar} into a folder of its own below Usher's
 * {@code plugins}, such as {@code plugins/voucher/}, and see it listed by {@code bin/usher backends}. Then, in {@code usher.yaml}:
 *
 * <pre>{@code
 * on-unavailable: deny
 * backends:
 *   shop:
 *     type: voucher
 *     address: http://vouchers.example.com
 *     grant: 2h
 * access:
 *   - name: everyone
 *     ask: [shop]
 * }</pre>
 */
@NullMarked
package tv.usher.api;

import org.jspecify.annotations.NullMarked;

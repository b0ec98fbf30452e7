package io.headrace.source.http.webhook.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.config.Values;
import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scheme against signatures that its provider has published, or that another implementation of the published algorithm has computed. */
class VerifierTest {

    /** From docs.github.com, "Validating webhook deliveries", section "Testing the webhook payload validation". */
    private static final String GITHUB = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static final String GITHUB_BODY = "Hello, World!";
    private static final Map<String, String> GITHUB_SETTINGS =
            Map.of("verify", "github", "secret", "It's a Secret to Everybody");

    /** From docs.slack.dev, "Verifying requests from Slack". */
    private static final String SLACK_BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static final Map<String, String> SLACK_HEADERS = Map.of(
            "X-Slack-Request-Timestamp", "1531420618",
            "X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    private static final Instant SLACK_TIME = Instant.ofEpochSecond(1531420618);

    /** From docs.svix.com, "Verifying webhooks manually". */
    private static final String SVIX_BODY = "{\"test\": 2432232314}";

    private static final String SVIX_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String SVIX_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant SVIX_TIME = Instant.ofEpochSecond(1614265330);

    /** Computed with Python's hmac after docs.stripe.com, "Verify webhook signatures manually". */
    private static final String STRIPE_BODY = "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\"}";

    private static final String STRIPE = "4ee5e8d695c9619e003fd480d3d51700d924e29697337d379a6ef6e06e703ab4";
    private static final String STRIPE_OLD = "ee6ffcd8eb089ce81b93a0d356b91e80f6130cf8e0016db96a3f03de8b795239";
    private static final Instant STRIPE_TIME = Instant.ofEpochSecond(1492774577);

    @Test
    void githubsOwnExampleFits() throws Exception {
        verify(GITHUB_SETTINGS, Map.of("X-Hub-Signature-256", "sha256=" + GITHUB), GITHUB_BODY, Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256=", "sha256=zz", "sha1=" + GITHUB, GITHUB, "sha256=" + GITHUB + "00", ""})
    void githubsSignatureMustBeWhole(String header) {
        refused(GITHUB_SETTINGS, Map.of("X-Hub-Signature-256", header), GITHUB_BODY, Instant.EPOCH);
    }

    @Test
    void oneChangedByteOfTheBodyIsForged() {
        assertThatThrownBy(() -> verify(
                        GITHUB_SETTINGS,
                        Map.of("X-Hub-Signature-256", "sha256=" + GITHUB),
                        "Hello, World?",
                        Instant.EPOCH))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage(
                        "The signature does not fit the body. Sign the body's raw bytes with the secret of this endpoint.");
    }

    @Test
    void aMissingSignatureIsNamed() {
        assertThatThrownBy(() -> verify(GITHUB_SETTINGS, Map.of(), GITHUB_BODY, Instant.EPOCH))
                .hasMessage("The request is not signed: the header X-Hub-Signature-256 is missing.");
    }

    @Test
    void slacksOwnExampleFits() throws Exception {
        verify(slack(), SLACK_HEADERS, SLACK_BODY, SLACK_TIME);
    }

    private static Map<String, String> slack() {
        return Map.of("verify", "slack", "secret", "8f742231b10e8888abcd99yyyzzz85a5");
    }

    @Test
    void theWindowHoldsInBothDirections() throws Exception {
        verify(slack(), SLACK_HEADERS, SLACK_BODY, SLACK_TIME.plusSeconds(300));
        verify(slack(), SLACK_HEADERS, SLACK_BODY, SLACK_TIME.minusSeconds(300));
        refused(slack(), SLACK_HEADERS, SLACK_BODY, SLACK_TIME.minusSeconds(301));
        assertThatThrownBy(() -> verify(slack(), SLACK_HEADERS, SLACK_BODY, SLACK_TIME.plusSeconds(301)))
                .hasMessage(
                        "The request was signed at 2018-07-12T18:36:58Z, which is more than 300 s from now. Send it again, or set the sender's clock.");
    }

    @Test
    void aTimeThatWasNotSignedDoesNotHelp() {
        Map<String, String> headers = new HashMap<>(SLACK_HEADERS);
        headers.put("X-Slack-Request-Timestamp", "1531420619");
        refused(slack(), headers, SLACK_BODY, SLACK_TIME);
        headers.put("X-Slack-Request-Timestamp", "soon");
        assertThatThrownBy(() -> verify(slack(), headers, SLACK_BODY, SLACK_TIME))
                .hasMessage("The header X-Slack-Request-Timestamp must have a time in seconds since 1970.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"svix-", "webhook-"})
    void svixsOwnExampleFitsUnderBothNames(String family) throws Exception {
        verify(standard(), standardHeaders(family, SVIX_SIGNATURE), SVIX_BODY, SVIX_TIME);
        verify(
                standard(),
                standardHeaders(family, "v1,bm9uc2Vuc2U= v1a,bm9uc2Vuc2U= " + SVIX_SIGNATURE),
                SVIX_BODY,
                SVIX_TIME);
        refused(standard(), standardHeaders(family, "v1a," + SVIX_SIGNATURE.substring(3)), SVIX_BODY, SVIX_TIME);
    }

    /** The id tells repetitions, so it must be the one that was signed. */
    @Test
    void anIdBesideTheSignedOneIsRefused() {
        Map<String, String> headers = new HashMap<>(standardHeaders("svix-", SVIX_SIGNATURE));
        headers.put("webhook-id", "msg_2");
        refused(standard(), headers, SVIX_BODY, SVIX_TIME);
    }

    private static Map<String, String> standard() {
        return Map.of("verify", "standard_webhooks", "secret", SVIX_SECRET);
    }

    private static Map<String, String> standardHeaders(String family, String signature) {
        return Map.of(
                family + "id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                family + "timestamp", "1614265330",
                family + "signature", signature);
    }

    @Test
    void stripesSignatureFitsAmongOthers() throws Exception {
        Map<String, String> settings = Map.of("verify", "stripe", "secret", "whsec_test_secret");
        verify(settings, stripe("v1=" + STRIPE_OLD + ",v1=" + STRIPE + ",v0=6ffb"), STRIPE_BODY, STRIPE_TIME);
        refused(settings, stripe("v0=" + STRIPE), STRIPE_BODY, STRIPE_TIME);
        refused(settings, stripe("v1=" + STRIPE), STRIPE_BODY, STRIPE_TIME.plusSeconds(301));
        assertThatThrownBy(() -> verify(settings, Map.of("Stripe-Signature", "v1=" + STRIPE), STRIPE_BODY, STRIPE_TIME))
                .hasMessage("The header Stripe-Signature must have t=SECONDS,v1=HEX.");
    }

    @Test
    void aSecretCanBeChangedWhileEventsFlow() throws Exception {
        Map<String, String> settings = Map.of(
                "verify", "stripe", "secret", "whsec_test_secret", "secret.previous", "whsec_older whsec_old_secret");
        verify(settings, stripe("v1=" + STRIPE), STRIPE_BODY, STRIPE_TIME);
        verify(settings, stripe("v1=" + STRIPE_OLD), STRIPE_BODY, STRIPE_TIME);
        refused(
                Map.of("verify", "stripe", "secret", "whsec_test_secret"),
                stripe("v1=" + STRIPE_OLD),
                STRIPE_BODY,
                STRIPE_TIME);
    }

    private static Map<String, String> stripe(String signatures) {
        return Map.of("Stripe-Signature", "t=1492774577," + signatures);
    }

    /** Computed with Python's hmac after shopify.dev, "Deliver webhooks through HTTPS". */
    @Test
    void shopifysSignatureIsOfTheBytes() throws Exception {
        Map<String, String> settings = Map.of("verify", "shopify", "secret", "hush");
        Map<String, String> headers = Map.of("X-Shopify-Hmac-SHA256", "EggNZAcEYEDfCG3QvwHkTGdredTu8d4BohMOOZXmFAk=");
        verify(settings, headers, "{\"id\":820982911946154508,\"note\":\"Größe\"}", Instant.EPOCH);
        refused(settings, headers, "{\"id\":820982911946154508,\"note\":\"Gro\u0308ße\"}", Instant.EPOCH);
    }

    /** Computed with Python's hmac. */
    @Test
    void aSchemeCanBeDescribed() throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("verify", "hmac");
        settings.put("secret", "6b0079");
        settings.put("hmac.secret.encoding", "hex");
        settings.put("hmac.header", "X-Sig");
        settings.put("hmac.prefix", "v2=");
        settings.put("hmac.algorithm", "sha512");
        settings.put("hmac.encoding", "base64url");
        settings.put("hmac.signed", "${method}|${url}|${timestamp}|${body}|${id}");
        settings.put("hmac.timestamp.header", "X-Time");
        settings.put("hmac.id.header", "X-Id");
        String signature = "MfPjsXP1gBOAGb5sCsqpl27rd570KAZ43tJsilyZytJ7BJ2iqdYvXz0iWjZnJRdgqV3AsYpr57oIlqgtT6POaQ==";
        Map<String, String> headers =
                new HashMap<>(Map.of("X-Sig", "v1=00,v2=" + signature, "X-Time", "1700000000000", "X-Id", "7"));
        verify(settings, headers, "{\"a\":1}", Instant.ofEpochSecond(1_700_000_000));
        refused(settings, headers, "{\"a\":1}", Instant.ofEpochSecond(1_700_000_301));
        headers.put("X-Id", "8");
        refused(settings, headers, "{\"a\":1}", Instant.ofEpochSecond(1_700_000_000));
        headers.remove("X-Id");
        assertThatThrownBy(() -> verify(settings, headers, "{\"a\":1}", Instant.ofEpochSecond(1_700_000_000)))
                .hasMessage("The request lacks a header that must be signed: [id].");
    }

    /** Computed with Python's hmac. */
    @Test
    void theOldestHashIsStillInUse() throws Exception {
        verify(
                Map.of("verify", "hmac", "secret", "twilioish", "hmac.algorithm", "sha1"),
                Map.of("X-Signature", "ff5f2598dbcab264c044b9876d27d44ee820d877"),
                "{\"a\":1}",
                Instant.EPOCH);
    }

    @Test
    void aKeyStandsInAHeaderOrInTheQuery() throws Exception {
        Map<String, String> settings = Map.of("verify", "api_key", "secret", "k-1", "secret.previous", "k-0");
        verify(settings, Map.of("x-api-key", "k-1"), "", Instant.EPOCH);
        verify(settings, Map.of("X-API-Key", "k-0"), "", Instant.EPOCH);
        refused(settings, Map.of("X-API-Key", "k-2"), "", Instant.EPOCH);
        refused(settings, Map.of(), "", Instant.EPOCH);
        Map<String, String> bearer = Map.of(
                "verify", "api_key", "secret", "k-1", "api.key.header", "Authorization", "api.key.prefix", "Bearer ");
        verify(bearer, Map.of("Authorization", "Bearer k-1"), "", Instant.EPOCH);
        refused(bearer, Map.of("Authorization", "k-1"), "", Instant.EPOCH);
        verify(
                Map.of("verify", "api_key", "secret", "7", "api.key.parameter", "x"),
                Map.of(),
                "",
                Instant.EPOCH,
                "x=7");
        refused(Map.of("verify", "api_key", "secret", "8", "api.key.parameter", "x"), Map.of(), "", Instant.EPOCH);
    }

    /** The example of RFC 7617 §2. */
    @Test
    void aUserHasAPassword() throws Exception {
        Map<String, String> settings = Map.of("verify", "basic", "username", "Aladdin", "secret", "open sesame");
        verify(settings, Map.of("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "", Instant.EPOCH);
        refused(settings, Map.of("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZT8="), "", Instant.EPOCH);
        refused(settings, Map.of("Authorization", "Basic ?"), "", Instant.EPOCH);
        refused(settings, Map.of("Authorization", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "", Instant.EPOCH);
    }

    @Test
    void aCertificateMayHaveToBeOfCertainNames() throws Exception {
        Verifier any = verifier(Map.of("verify", "client_certificate"));
        Verifier some = verifier(Map.of("verify", "client_certificate", "client.names", "shop.example"));
        Head anonymous = head(Map.of(), "", List.of());
        assertThatThrownBy(() -> any.checkHead(anonymous, Instant.EPOCH))
                .hasMessage("The client must show a certificate.");
        any.checkHead(head(Map.of(), "", List.of("bank.example")), Instant.EPOCH);
        some.checkHead(head(Map.of(), "", List.of("Shop", "shop.example")), Instant.EPOCH);
        assertThatThrownBy(() -> some.checkHead(head(Map.of(), "", List.of("bank.example")), Instant.EPOCH))
                .hasMessage("The client's certificate is for none of the names allowed here.");
    }

    @Test
    void whatIsMissingIsSaidWithoutASecret() {
        assertThat(problems(Map.of()))
                .containsExactly(
                        "verify: it is missing; it must be one of none, github, stripe, slack, shopify, standard_webhooks, hmac, api_key, basic, client_certificate. Set it; none lets everybody send.");
        assertThat(problems(Map.of("verify", "github")))
                .containsExactly(
                        "secret: it is missing; verify=github needs the secret that the sender has. Set it, through a ConfigProvider for example.");
        assertThat(problems(Map.of("verify", "standard_webhooks", "secret", "whsec_CANARY!")))
                .containsExactly(
                        "secret: a secret is not written as verify=standard_webhooks needs it; it must be base64, with or without whsec_ before it. Copy it whole from the sender's page.");
        assertThat(problems(Map.of("verify", "basic", "secret", "s")))
                .containsExactly("username: it is missing; verify=basic needs a user. Set it.");
    }

    @Test
    void aSchemeThatCannotBeIsRefused() {
        assertThat(hmacProblems("hmac.signed", "${timestamp}"))
                .containsExactly(
                        "hmac.signed: '${timestamp}' is not allowed; it must have ${body} in it once. Add it.",
                        "hmac.timestamp.header: a time must be signed to be trusted, and ${timestamp} must have a header; hmac.timestamp.header and ${timestamp} in hmac.signed go together. Set both, or neither.");
        assertThat(hmacProblems("hmac.timestamp.header", "X-Time"))
                .singleElement()
                .asString()
                .startsWith("hmac.timestamp.header: a time must be signed to be trusted");
        assertThat(hmacProblems("hmac.signed", "${body.a}.${body}"))
                .containsExactly(
                        "hmac.signed: '${body.a}' is not allowed, because a signature is checked before the body is read; it must be ${body} or of the head. Remove it.");
        assertThat(hmacProblems("hmac.signed", "${body}${nonsense}"))
                .containsExactly(
                        "hmac.signed: '${nonsense}' is not allowed; it must be one of ${body.FIELD}, ${header.NAME}, ${path.NAME}, ${query.NAME}, ${id}, ${type}, ${route}. Correct it.");
    }

    private static List<String> hmacProblems(String key, String value) {
        return problems(Map.of("verify", "hmac", "secret", "s", key, value));
    }

    private static List<String> problems(Map<String, String> settings) {
        List<String> found = new ArrayList<>();
        Verifiers.check(VerifySettings.ALL.parse(settings), (setting, text) -> found.add(setting.key() + ": " + text));
        return found;
    }

    private static void refused(Map<String, String> settings, Map<String, String> headers, String body, Instant now) {
        assertThatThrownBy(() -> verify(settings, headers, body, now))
                .isInstanceOfSatisfying(
                        RefusedRequestException.class,
                        e -> assertThat(e.status()).isEqualTo(401));
    }

    private static void verify(
            Map<String, String> settings, Map<String, String> headers, String body, Instant now, String... query)
            throws RefusedRequestException {
        Verifier verifier = verifier(settings);
        Head head = head(headers, query.length == 0 ? "x=1" : query[0], List.of());
        verifier.checkHead(head, now);
        verifier.check(head, body.getBytes(UTF_8));
    }

    private static Verifier verifier(Map<String, String> settings) {
        Values values = VerifySettings.ALL.parse(settings);
        return Verifiers.of(values);
    }

    private static Head head(Map<String, String> headers, String query, List<String> clientNames) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new Head(
                "POST",
                "/in/a",
                query,
                name -> Optional.ofNullable(lower.get(name.toLowerCase(Locale.ROOT))),
                Map.of(),
                clientNames);
    }
}

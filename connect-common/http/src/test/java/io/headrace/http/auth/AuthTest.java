package io.headrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.fake.MovableClock;
import io.headrace.http.fake.Specs;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Body;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.Redactor;
import io.headrace.http.wire.RequestDraft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Authenticators that need no server. */
final class AuthTest {

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final Map<String, @Nullable Object> config = new LinkedHashMap<>(Map.of("key", "s3cret-key", "user", "me"));
    private final Redactor redactor = new Redactor();

    private AuthTools tools() {
        Scope scope = Scope.of(config, clock);
        return new AuthTools(
                scope,
                clock,
                draft -> {
                    throw new AssertionError("nothing is sent");
                },
                (requester, decoder) -> {
                    throw new AssertionError("nobody logs in");
                },
                TokenStore.none(),
                redactor,
                new Random(3),
                () -> {});
    }

    private RequestDraft signed(String type, Map<String, ? extends @Nullable Object> fields, RequestDraft draft) {
        Authenticator authenticator =
                Authenticators.of(Specs.of(type, fields), Scope.of(config, clock), Optional.empty());
        return ((Signing.Signed) authenticator.sign(draft, tools())).draft();
    }

    private static RequestDraft get(String url) {
        return RequestDraft.of("GET", HttpUrl.get(url));
    }

    @Test
    void apiKeysGoWhereTheyShould() {
        RequestDraft draft = get("https://api.example.com/a?x=1");
        RequestDraft post = RequestDraft.of("POST", HttpUrl.get("https://api.example.com/a"));

        RequestDraft header = signed(
                "ApiKeyAuthenticator", Map.of("api_token", "Token {{ config['key'] }}", "header", "X-Key"), draft);
        assertThat(header.headers().get("X-Key")).isEqualTo("Token s3cret-key");
        assertThat(header.hidden()).containsExactly("x-key");
        assertThat(header.toString()).isEqualTo("GET https://api.example.com/a");
        assertThat(signed(
                                "ApiKeyAuthenticator",
                                Map.of(
                                        "api_token",
                                        "{{ config['key'] }}",
                                        "inject_into",
                                        inject("request_parameter", "key")),
                                draft)
                        .url()
                        .toString())
                .isEqualTo("https://api.example.com/a?x=1&key=s3cret-key");
        assertThat(signed(
                                "ApiKeyAuthenticator",
                                Map.of("api_token", "{{ config['key'] }}", "inject_into", inject("body_json", "key")),
                                post)
                        .body())
                .isEqualTo(new Body.Json(Map.of("key", "s3cret-key")));
        assertThat(signed(
                                "ApiKeyAuthenticator",
                                Map.of("api_token", "{{ config['key'] }}", "inject_into", inject("body_data", "key")),
                                post)
                        .body())
                .isEqualTo(new Body.Form(Map.of("key", List.of("s3cret-key"))));
        assertThatThrownBy(() -> signed(
                        "ApiKeyAuthenticator",
                        Map.of("api_token", "x", "inject_into", inject("body_json", "key")),
                        draft))
                .hasMessage(
                        "The body field key cannot hold a credential, because a GET request carries no body. Use POST, or put it into a header.");
        assertThat(redactor.clean("the key s3cret-key was refused")).isEqualTo("the key [hidden] was refused");
    }

    private static Map<String, ?> inject(String where, String name) {
        return Map.of("type", "RequestOption", "inject_into", where, "field_name", name);
    }

    @Test
    void basicAndBearer() {
        RequestDraft draft = get("https://api.example.com/a");

        assertThat(signed(
                                "BasicHttpAuthenticator",
                                Map.of("username", "{{ config['user'] }}", "password", "p\u00e4ss"),
                                draft)
                        .headers()
                        .get("Authorization"))
                .isEqualTo(
                        "Basic " + Base64.getEncoder().encodeToString("me:p\u00e4ss".getBytes(StandardCharsets.UTF_8)));
        assertThat(signed("BasicHttpAuthenticator", Map.of("username", "me"), draft)
                        .headers()
                        .get("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:".getBytes(StandardCharsets.UTF_8)));
        assertThat(signed("BearerAuthenticator", Map.of("api_token", "{{ config['key'] }}"), draft)
                        .headers()
                        .get("Authorization"))
                .isEqualTo("Bearer s3cret-key");
        assertThat(signed("NoAuth", Map.of(), draft)).isEqualTo(draft);
    }

    @Test
    void aForgottenOrBrokenCredentialIsNamedWithoutShowingIt() {
        config.put("bad", "canary-1234\n");

        assertThatThrownBy(() -> signed(
                        "BearerAuthenticator",
                        Map.of("api_token", "{{ config['missing'] }}"),
                        get("https://a.example.com")))
                .hasMessage("$.api_token: the credential is empty; set what the template names.");
        assertThatThrownBy(() -> signed(
                        "ApiKeyAuthenticator",
                        Map.of("api_token", "{{ config['bad'] }}", "header", "X-Key"),
                        get("https://a.example.com")))
                .hasMessage(
                        "The value of header X-Key (not shown) has the character U+000A at position 11 of 12; headers hold visible ASCII only. Correct the value: a line end often comes along when a token is copied from a file.");
    }

    @Test
    void oneOfSeveral() {
        config.put("auth", Map.of("kind", "basic"));
        Map<String, ?> choice = Map.of(
                "authenticator_selection_path",
                List.of("auth", "kind"),
                "authenticators",
                Map.of(
                        "basic",
                        Map.of("type", "BasicHttpAuthenticator", "username", "a"),
                        "none",
                        Map.of("type", "NoAuth")));

        assertThat(signed("SelectiveAuthenticator", choice, get("https://a.example.com"))
                        .headers()
                        .get("Authorization"))
                .startsWith("Basic ");
        config.put("auth", Map.of("kind", "magic"));
        assertThatThrownBy(() -> signed("SelectiveAuthenticator", choice, get("https://a.example.com")))
                .hasMessageStartingWith(
                        "$.authenticator_selection_path: the setting auth.kind is 'magic', and the choice is [")
                .hasMessageEndingWith("]; set it to one of them.");
    }

    @Test
    void hmacOverTimeMethodPathAndBody() throws GeneralSecurityException {
        RequestDraft draft = RequestDraft.of("POST", HttpUrl.get("https://api.example.com/v1/orders?b=2"))
                .with(new Body.Json(Map.of("a", 1L)));

        RequestDraft signed = signed(
                "HmacAuthenticator",
                Map.of(
                        "secret",
                        "{{ config['key'] }}",
                        "inject_into",
                        inject("header", "X-Signature"),
                        "timestamp_option",
                        inject("header", "X-Time"),
                        "signature",
                        "v1={{ signature }}"),
                draft);

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = java.util.HexFormat.of()
                .formatHex(mac.doFinal("1772366400POST/v1/orders?b=2{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
        assertThat(signed.headers().get("X-Time")).isEqualTo("1772366400");
        assertThat(signed.headers().get("X-Signature")).isEqualTo("v1=" + expected);
        config.put("key", "not base64!");
        assertThatThrownBy(() -> signed(
                        "HmacAuthenticator",
                        Map.of(
                                "secret",
                                "{{ config['key'] }}",
                                "secret_encoding",
                                "base64",
                                "inject_into",
                                inject("header", "S")),
                        draft))
                .hasMessage(
                        "$.secret: the secret (not shown) is not written as base64; correct it, or secret_encoding.");
    }

    /** The signature base string of RFC 5849, 3.4.1.1. */
    @Test
    void theExampleOfOAuth1() {
        RequestDraft draft = RequestDraft.of(
                        "POST", HttpUrl.get("http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"))
                .with(new Body.Form(new LinkedHashMap<>(Map.of("c2", List.of(""), "a3", List.of("2 q")))));
        Map<String, String> protocol = new LinkedHashMap<>();
        protocol.put("oauth_consumer_key", "9djdj82h48djs9d2");
        protocol.put("oauth_token", "kkk9d7dh3k39sjv7");
        protocol.put("oauth_signature_method", "HMAC-SHA1");
        protocol.put("oauth_timestamp", "137131201");
        protocol.put("oauth_nonce", "7d8f3e4a");

        assertThat(OAuth1.base(draft, protocol))
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    /** The photos example of RFC 5849, 1.2. */
    @Test
    void theSignatureOfOAuth1() {
        OAuth1 oauth = new OAuth1(Specs.of(
                "OAuth1Authenticator",
                Map.of(
                        "consumer_key", "dpf43f3p2l4k3l03",
                        "consumer_secret", "kd94hf93k423kf44",
                        "token", "nnch734d00sl2jdk",
                        "token_secret", "pfkkdhi9sl3r4s00",
                        "signature_method", "HMAC-SHA1",
                        "realm", "Photos")));
        RequestDraft draft = get("http://photos.example.net/photos?file=vacation.jpg&size=original");

        String header = oauth.sign(draft, tools(), "kllo9940pd9333jh", 1191242096)
                .headers()
                .get("Authorization");

        assertThat(header)
                .isEqualTo(
                        "OAuth realm=\"Photos\", oauth_consumer_key=\"dpf43f3p2l4k3l03\", oauth_token=\"nnch734d00sl2jdk\", oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"1191242096\", oauth_nonce=\"kllo9940pd9333jh\", oauth_version=\"1.0\", oauth_signature=\"tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D\"");
    }

    @Test
    void tokensSignedBySharedSecrets() throws GeneralSecurityException {
        String token = jwt("HS256", "{{ config['key'] }}", Map.of("base64_encode_secret_key", true));
        String[] parts = token.split("\\.");

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getEncoder().encode("s3cret-key".getBytes(StandardCharsets.UTF_8)), "HmacSHA256"));
        assertThat(decoded(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8)));
        assertThat(Json.parse(decoded(parts[0]))).contains(Map.of("alg", "HS256", "typ", "JWT", "kid", "k1"));
        assertThat(Json.parse(decoded(parts[1])))
                .contains(Map.of(
                        "iat",
                        1772366400L,
                        "nbf",
                        1772366400L,
                        "exp",
                        1772367000L,
                        "iss",
                        "me",
                        "aud",
                        "them",
                        "scope",
                        "read"));
    }

    private String jwt(String algorithm, String key, Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("secret_key", key);
        fields.put("algorithm", algorithm);
        fields.put("token_duration", 600);
        fields.put("header_prefix", "Bearer");
        fields.put("jwt_headers", Map.of("kid", "k1"));
        fields.put("jwt_payload", Map.of("iss", "{{ config['user'] }}", "aud", "them"));
        fields.put("additional_jwt_payload", Map.of("scope", "read"));
        String header = signed("JwtAuthenticator", fields, get("https://a.example.com"))
                .headers()
                .get("Authorization");
        assertThat(header).startsWith("Bearer ");
        return header == null ? "" : header.substring("Bearer ".length());
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    @Test
    void tokensSignedByPrivateKeys() throws GeneralSecurityException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));
        verify("RS256", "SHA256withRSA", rsa.generateKeyPair());
        verify("PS512", "RSASSA-PSS", rsa.generateKeyPair());
        verify("ES256", "SHA256withECDSAinP1363Format", ec.generateKeyPair());
        verify("EdDSA", "Ed25519", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }

    private void verify(String algorithm, String java, KeyPair pair) throws GeneralSecurityException {
        config.put("pem", pem("PRIVATE KEY", pair.getPrivate().getEncoded()).replace("\n", "\\n"));
        verify(algorithm, java, pair.getPublic(), Map.of());
    }

    private void verify(String algorithm, String java, PublicKey publicKey, Map<String, ?> more)
            throws GeneralSecurityException {
        String[] parts = jwt(algorithm, "{{ config['pem'] }}", more).split("\\.");
        Signature signature = Signature.getInstance(java);
        if (java.equals("RSASSA-PSS")) {
            signature.setParameter(new PSSParameterSpec("SHA-512", "MGF1", new MGF1ParameterSpec("SHA-512"), 64, 1));
        }
        signature.initVerify(publicKey);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(decoded(parts[2]))).as(algorithm).isTrue();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    /** Made by {@code openssl genrsa -traditional} and {@code openssl ecparam -genkey}, which is what people have. */
    @Test
    void keysInTheirOlderForms() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = java.util.Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

        assertThat(PemKeys.read(pem("RSA PRIVATE KEY", pkcs1), "RSA", 32, Optional.empty()))
                .isEqualTo(pair.getPrivate());
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
            KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
            ec.initialize(new ECGenParameterSpec(curve));
            KeyPair keys = ec.generateKeyPair();
            byte[] whole = keys.getPrivate().getEncoded();
            int bytes = curve.equals("secp256r1") ? 32 : curve.equals("secp384r1") ? 48 : 64;
            byte[] sec1 = java.util.Arrays.copyOfRange(whole, sec1At(whole), whole.length);
            assertThat(PemKeys.read(pem("EC PRIVATE KEY", sec1), "EC", bytes, Optional.empty()))
                    .isEqualTo(keys.getPrivate());
        }
    }

    /** Where the octet string of a PKCS-8 key of an elliptic curve begins: after the outer header, the version and the algorithm. */
    private static int sec1At(byte[] pkcs8) {
        int at = (pkcs8[1] & 0xff) > 0x80 ? 2 + (pkcs8[1] & 0x7f) : 2;
        at += 3;
        at += 2 + pkcs8[at + 1];
        return (pkcs8[at + 1] & 0xff) > 0x80 ? at + 2 + (pkcs8[at + 1] & 0x7f) : at + 2;
    }

    /** Made by {@code openssl genpkey} and {@code openssl pkcs8 -topk8 -v2 aes-256-cbc}. */
    @Test
    void encryptedKeys() throws GeneralSecurityException, IOException {
        config.put("pem", resource("encrypted.pem"));
        String der = resource("public.pem").replaceAll("-----[A-Z ]+-----", "");
        PublicKey publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(der)));

        verify("RS256", "SHA256withRSA", publicKey, Map.of("passphrase", "canary-pass"));
        assertThatThrownBy(() -> jwt("RS256", "{{ config['pem'] }}", Map.of("passphrase", "canary-wrong")))
                .hasMessageStartingWith("$.secret_key: nothing can be signed with this key by RS256 (")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = AuthTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutShowingIt() {
        config.put("cut", "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----");
        assertThatThrownBy(() -> jwt("RS256", "{{ config['cut'] }}", Map.of()))
                .hasMessageStartingWith(
                        "$.secret_key: nothing can be signed with this key by RS256 (InvalidKeySpecException);");
        assertThatThrownBy(() -> jwt("RS256", "{{ config['key'] }}", Map.of()))
                .hasMessage(
                        "$.secret_key: nothing can be signed with this key by RS256 (InvalidKeySpecException); check that it is a key of that kind, in PEM, and that the passphrase is right.");
        assertThatThrownBy(() -> jwt("ES256K", "x", Map.of()))
                .hasMessage(
                        "$.algorithm: the Java platform has no curve for ES256K any more; use ES256 or another algorithm of the reference.");
    }
}

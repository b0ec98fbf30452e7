package io.headrace.source.http.webhook.verify;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that say who may send. */
public final class VerifySettings {

    /** Who may send, and how it is shown. */
    public enum Preset {
        NONE,
        GITHUB,
        STRIPE,
        SLACK,
        SHOPIFY,
        STANDARD_WEBHOOKS,
        HMAC,
        API_KEY,
        BASIC,
        CLIENT_CERTIFICATE
    }

    private static final String GROUP = "Verification";

    public static final Setting<Optional<Preset>> VERIFY = Setting.oneOf("verify", Preset.class)
            .important()
            .group(GROUP)
            .doc(
                    "How a sender shows who it is; every route needs it. A provider's name takes its signature scheme; standard_webhooks is also that of Svix; hmac is described by the keys that begin so. none lets everybody send.")
            .optional()
            .build();

    public static final Setting<Optional<Secret>> SECRET = Setting.password("secret")
            .important()
            .group(GROUP)
            .doc(
                    "What the sender signs with: the provider's signing secret as it shows it, the key of api_key, the password of basic.")
            .optional()
            .build();

    public static final Setting<Optional<Secret>> SECRET_PREVIOUS = Setting.password("secret.previous")
            .group(GROUP)
            .doc(
                    "Further secrets that are good too, with spaces between them, so that a secret can be changed while events flow: put the old one here, change the sender, then remove it.")
            .optional()
            .build();

    public static final Setting<Duration> REPLAY_WINDOW = Setting.duration("replay.window.ms")
            .defaultsTo(Duration.ofMinutes(5))
            .between(Duration.ZERO, Duration.ofDays(1))
            .group(GROUP)
            .doc(
                    "How old a signed request may be, where the time is part of what is signed (stripe, slack, standard_webhooks, hmac with a time); as far may it be ahead. Zero looks at no time.")
            .build();

    public static final Setting<Optional<String>> USERNAME = Setting.string("username")
            .group(GROUP)
            .doc("The user of verify=basic.")
            .optional()
            .build();

    public static final Setting<String> API_KEY_HEADER = Setting.string("api.key.header")
            .defaultsTo("X-API-Key")
            .check(VerifySettings::isHeaderName, "the name of a header")
            .group(GROUP)
            .doc("The header that holds the key of verify=api_key.")
            .build();

    public static final Setting<String> API_KEY_PREFIX = Setting.string("api.key.prefix")
            .defaultsTo("")
            .group(GROUP)
            .doc("What stands before the key in its header, Bearer for example.")
            .build();

    public static final Setting<Optional<String>> API_KEY_PARAMETER = Setting.string("api.key.parameter")
            .advanced()
            .group(GROUP)
            .doc(
                    "Takes the key from this parameter of the query in place of a header, for senders that can set none. Proxies may log queries.")
            .optional()
            .build();

    public static final Setting<List<String>> CLIENT_NAMES = Setting.list("client.names")
            .defaultsTo(List.of())
            .group(GROUP)
            .doc(
                    "The common names or DNS names that verify=client_certificate lets in. Left empty, every client whose certificate ssl.ca.path has signed.")
            .build();

    public static final Setting<String> HMAC_HEADER = Setting.string("hmac.header")
            .defaultsTo("X-Signature")
            .check(VerifySettings::isHeaderName, "the name of a header")
            .group(GROUP)
            .doc("The header that holds the signature.")
            .build();

    public static final Setting<Algorithm> HMAC_ALGORITHM = Setting.oneOf("hmac.algorithm", Algorithm.class)
            .defaultsTo(Algorithm.SHA256)
            .group(GROUP)
            .doc("The hash of the signature.")
            .build();

    public static final Setting<Encoding> HMAC_ENCODING = Setting.oneOf("hmac.encoding", Encoding.class)
            .defaultsTo(Encoding.HEX)
            .group(GROUP)
            .doc("How the signature is written.")
            .build();

    public static final Setting<String> HMAC_PREFIX = Setting.string("hmac.prefix")
            .defaultsTo("")
            .group(GROUP)
            .doc(
                    "What stands before the signature in its header. With a prefix, several signatures may stand there with commas between them, and others are passed over.")
            .build();

    public static final Setting<String> HMAC_SIGNED = Setting.string("hmac.signed")
            .defaultsTo("${body}")
            .group(GROUP)
            .doc(
                    "What is signed: a text with ${body} in it once, and ${timestamp}, ${id}, ${method}, ${url}, ${header.NAME} or ${query.NAME} where the sender signs them too.")
            .build();

    public static final Setting<Optional<String>> HMAC_TIMESTAMP_HEADER = Setting.string("hmac.timestamp.header")
            .check(VerifySettings::isHeaderName, "the name of a header")
            .group(GROUP)
            .doc(
                    "The header of the time at which the sender signed, in seconds or milliseconds since the epoch or as ISO 8601. It must be part of hmac.signed.")
            .optional()
            .build();

    public static final Setting<Optional<String>> HMAC_ID_HEADER = Setting.string("hmac.id.header")
            .check(VerifySettings::isHeaderName, "the name of a header")
            .advanced()
            .group(GROUP)
            .doc("The header that ${id} in hmac.signed stands for.")
            .optional()
            .build();

    public static final Setting<SecretEncoding> HMAC_SECRET_ENCODING = Setting.oneOf(
                    "hmac.secret.encoding", SecretEncoding.class)
            .defaultsTo(SecretEncoding.TEXT)
            .advanced()
            .group(GROUP)
            .doc("Whether the secret is the key itself, or the key written in an encoding.")
            .build();

    /** How the key of an HMAC is given. */
    public enum SecretEncoding {
        TEXT,
        HEX,
        BASE64
    }

    public static final Settings ALL = Settings.of(
            VERIFY,
            SECRET,
            SECRET_PREVIOUS,
            REPLAY_WINDOW,
            USERNAME,
            API_KEY_HEADER,
            API_KEY_PREFIX,
            API_KEY_PARAMETER,
            CLIENT_NAMES,
            HMAC_HEADER,
            HMAC_ALGORITHM,
            HMAC_ENCODING,
            HMAC_PREFIX,
            HMAC_SIGNED,
            HMAC_TIMESTAMP_HEADER,
            HMAC_ID_HEADER,
            HMAC_SECRET_ENCODING);

    private VerifySettings() {}

    /** RFC 9110 §5.6.2. */
    public static boolean isHeaderName(String text) {
        return text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    }
}
